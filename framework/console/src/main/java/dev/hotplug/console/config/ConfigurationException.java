package dev.hotplug.console.config;

/** A configuration file that cannot be used. The message names file and line, and is for the operator. */
public final class ConfigurationException extends Exception {

    private static final long serialVersionUID = 1;

    ConfigurationException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
