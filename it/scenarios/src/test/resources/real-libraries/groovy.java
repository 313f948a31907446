package acme.groovy;

import dev.hotplug.api.Plugin;
import dev.hotplug.api.PluginContext;
import dev.hotplug.api.PluginDescriptor;
import groovy.lang.Binding;
import groovy.lang.GroovyShell;
import groovy.lang.GroovySystem;
import java.util.List;
import java.util.concurrent.Callable;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.reflection.ClassInfo;

/** Evaluates a script. */
@PluginDescriptor(id = "groovy", version = "1.0.0")
public final class GroovyPlugin implements Plugin {

    @Override
    public void start(PluginContext context) {
        context.export(Callable.class, () -> {
            Binding binding = new Binding();
            binding.setVariable("numbers", List.of(1, 2, 3));
            // On Java 17 the JVM's own method handles keep the last script's class, if it links dynamically.
            CompilerConfiguration calls = new CompilerConfiguration();
            calls.getOptimizationOptions().put(CompilerConfiguration.INVOKEDYNAMIC, false);
            return new GroovyShell(GroovyPlugin.class.getClassLoader(), binding, calls)
                    .evaluate("class Box { int n; String toString() { \"box of $n\" } }\n"
                            + "numbers.collect { new Box(n: it * it) }.join(', ')").toString();
        });
    }

    /** Groovy attaches what it knows of a class to that class, those of the JDK included. */
    @Override
    public void stop() {
        for (ClassInfo info : List.copyOf(ClassInfo.getAllClassInfo())) {
            GroovySystem.getMetaClassRegistry().removeMetaClass(info.getTheClass());
            ClassInfo.remove(info.getTheClass());
        }
    }
}
