package dev.hotplug.lifecycle;

/**
 * The steps of a load, in order; what each is for is in {@linkplain dev.hotplug.lifecycle the package page}.
 */
enum LoadStep {

    READ_IMAGE("read image"),
    MERGE("merge"),
    DESCRIBE("describe"),
    REGISTER("register"),
    GRANT("grant"),
    LINK("link"),
    STAGE_IMAGE("stage image"),
    MAKE_CLASS_LOADER("make class loader"),
    FORM("form"),
    ANNOUNCE("announce"),
    CONSTRUCT("construct"),
    START("start"),
    PUBLISH("publish");

    private final String label;

    LoadStep(String label) {
        this.label = label;
    }

    /** Its name, as in errors and in fault-injection tests. */
    String label() {
        return label;
    }
}
