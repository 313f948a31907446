package dev.hotplug.index;

import dev.hotplug.model.Descriptor;
import dev.hotplug.model.Descriptor.DeclaredExport;
import dev.hotplug.model.Descriptor.DeclaredParameter;
import dev.hotplug.model.Requirement;
import java.io.IOException;

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
        return new Descriptor(in.text(), in.text(), in.text(), in.text(), in.all(DescriptorFormat::readRequirement),
                in.all(Decoder::text), in.all(Decoder::text), in.all(DescriptorFormat::readExport),
                in.all(DescriptorFormat::readParameter), in.flag());
    }

    private static void write(Encoder out, Requirement requirement) {
        out.text(requirement.id()).text(requirement.range()).flag(requirement.optional());
    }

    private static Requirement readRequirement(Decoder in) throws IOException {
        return new Requirement(in.text(), in.text(), in.flag());
    }

    private static void write(Encoder out, DeclaredExport export) {
        out.text(export.implementation()).text(export.type()).text(export.name()).number(export.ranking());
    }

    private static DeclaredExport readExport(Decoder in) throws IOException {
        return new DeclaredExport(in.text(), in.text(), in.text(), in.number());
    }

    private static void write(Encoder out, DeclaredParameter parameter) {
        out.text(parameter.name()).text(parameter.type()).text(parameter.description())
                .flag(parameter.required()).flag(parameter.writable());
    }

    private static DeclaredParameter readParameter(Decoder in) throws IOException {
        return new DeclaredParameter(in.text(), in.text(), in.text(), in.flag(), in.flag());
    }
}
