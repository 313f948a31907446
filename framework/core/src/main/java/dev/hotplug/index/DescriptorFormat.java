package dev.hotplug.index;

import dev.hotplug.model.Descriptor;
import dev.hotplug.model.Descriptor.DeclaredExport;
import dev.hotplug.model.Descriptor.DeclaredParameter;
import dev.hotplug.model.Requirement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A {@link Descriptor} as bytes. Whoever changes a line here raises {@link EntryFormat#VERSION}. */
final class DescriptorFormat {

    private DescriptorFormat() {
    }

    static void write(Encoder out, Descriptor descriptor) {
        out.text(descriptor.id()).text(descriptor.version()).text(descriptor.description())
                .text(descriptor.entryClass())
                .all(descriptor.requires(), DescriptorFormat::write)
                .all(descriptor.after(), Encoder::text)
                .all(descriptor.exportedPackages(), Encoder::text)
                .all(descriptor.exports(), DescriptorFormat::write)
                .all(descriptor.parameters(), DescriptorFormat::write)
                .flag(descriptor.permanent());
    }

    static Descriptor read(Decoder in) throws IOException {
        return new Descriptor(in.text(), in.text(), in.text(), in.text(), requirements(in), in.texts(), in.texts(),
                exports(in), parameters(in), in.flag());
    }

    private static void write(Encoder out, Requirement requirement) {
        out.text(requirement.id()).text(requirement.range()).flag(requirement.optional());
    }

    private static List<Requirement> requirements(Decoder in) throws IOException {
        List<Requirement> all = new ArrayList<>();
        for (int left = in.count(); left > 0; left--) {
            all.add(new Requirement(in.text(), in.text(), in.flag()));
        }
        return all;
    }

    private static void write(Encoder out, DeclaredExport export) {
        out.text(export.implementation()).text(export.type()).text(export.name()).number(export.ranking());
    }

    private static List<DeclaredExport> exports(Decoder in) throws IOException {
        List<DeclaredExport> all = new ArrayList<>();
        for (int left = in.count(); left > 0; left--) {
            all.add(new DeclaredExport(in.text(), in.text(), in.text(), in.number()));
        }
        return all;
    }

    private static void write(Encoder out, DeclaredParameter parameter) {
        out.text(parameter.name()).text(parameter.type()).text(parameter.description())
                .flag(parameter.required()).flag(parameter.writable());
    }

    private static List<DeclaredParameter> parameters(Decoder in) throws IOException {
        List<DeclaredParameter> all = new ArrayList<>();
        for (int left = in.count(); left > 0; left--) {
            all.add(new DeclaredParameter(in.text(), in.text(), in.text(), in.flag(), in.flag()));
        }
        return all;
    }
}
