package dev.hotplug.image;

import dev.hotplug.model.Descriptor.DeclaredExport;
import dev.hotplug.model.Descriptor.DeclaredParameter;
import java.util.List;

/**
 * What the annotations in a JAR say.
 *
 * @param declaration what {@code @PluginDescriptor}, {@code @Permanent} and {@code @ExportPackage} say
 * @param exports what {@code @Export} says, sorted by class name
 * @param parameters what {@code @Param} says, sorted by name
 * @param defects what is wrong with them, one sentence for each
 */
record Findings(Declaration declaration, List<DeclaredExport> exports, List<DeclaredParameter> parameters,
                List<String> defects) {
}
