package dev.hotplug.console;

import dev.hotplug.it.fixtures.PluginJar;

/** Two plugins that have something of everything: exports, a package, a parameter, and one uses the other. */
final class SamplePlugins {

    static final PluginJar TEXT = text("1.2.0");

    static final PluginJar GREETER = PluginJar.annotated().compiledAgainst(TEXT).source("""
            package com.acme.greeter;

            import com.acme.text.Text;
            import dev.hotplug.api.*;

            @PluginDescriptor(id = "greeter", version = "1.4.0", description = "greets", requires = "text@[1.2,2)")
            public final class GreeterPlugin implements Plugin {
                @Param(description = "word to greet with", writable = true)
                private volatile String word = "Hello";

                @Param(description = "how often")
                private int times = 1;

                @Override
                public void start(PluginContext context) {
                    context.require(Text.class);
                    context.export(Runnable.class, () -> { });
                }
            }
            """).source("@dev.hotplug.api.ExportPackage package com.acme.greeter;");

    /** A plugin that was compiled against another {@code text}. */
    static final PluginJar BROKEN = PluginJar.annotated().compiledAgainst(PluginJar.annotated().source("""
            package com.acme.text;

            public class Shout {
            }
            """)).source("""
            package com.acme.broken;

            import dev.hotplug.api.*;

            @PluginDescriptor(id = "broken", version = "1.0.0", requires = "text")
            public final class BrokenPlugin implements Plugin {
                @Override
                public void start(PluginContext context) {
                    context.manage(() -> new com.acme.text.Shout());
                }
            }
            """);

    private SamplePlugins() {
    }

    static PluginJar text(String version) {
        return PluginJar.annotated().source("""
                package com.acme.text;

                import dev.hotplug.api.*;

                @PluginDescriptor(id = "text", version = "%s")
                public final class TextPlugin implements Plugin {
                    @Override
                    public void start(PluginContext context) {
                        context.export(Text.class, text -> text);
                    }
                }
                """.formatted(version)).source("""
                package com.acme.text;

                public interface Text {
                    String trim(String text);
                }
                """).source("@dev.hotplug.api.ExportPackage package com.acme.text;");
    }

    /** A plugin that does not come up. */
    static PluginJar failing(String id, String version) {
        return PluginJar.annotated().source("""
                package com.acme.failing;

                import dev.hotplug.api.*;

                @PluginDescriptor(id = "%s", version = "%s")
                public final class FailingPlugin implements Plugin {
                    @Override
                    public void start(PluginContext context) {
                        throw new IllegalStateException("no");
                    }
                }
                """.formatted(id, version));
    }
}
