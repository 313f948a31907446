package dev.hotplug.it.stress;

import java.util.SortedSet;
import org.openjdk.jcstress.JCStress;
import org.openjdk.jcstress.Options;
import org.openjdk.jcstress.vm.VMSupport;

/**
 * jcstress, with one configuration of the JVM. By itself it runs everything a second time where the JVM has biased
 * locking, which Java 17 still has and has switched off.
 */
final class OneConfiguration extends JCStress {

    private OneConfiguration(Options options) {
        super(options);
    }

    /**
     * Runs, as {@link org.openjdk.jcstress.Main} does.
     *
     * @param args jcstress's options
     */
    public static void main(String[] args) throws Exception {
        Options options = new Options(args);
        if (!options.parse()) {
            System.exit(1);
        }
        new OneConfiguration(options).run();
    }

    /** Called when the configurations are known and before anything is planned for them. */
    @Override
    public SortedSet<String> getTests() {
        VMSupport.getAvailableVMConfigs().removeIf(configuration ->
                configuration.origArgs().contains("-XX:+UseBiasedLocking"));
        return super.getTests();
    }
}
