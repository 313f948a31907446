package dev.hotplug.samples.text;

/** Small operations on text. Safe for use by many threads. No argument may be {@code null}. */
public interface Text {

    /**
     * Makes the first letter of each word a capital.
     *
     * @param text any text
     * @return the text, otherwise unchanged
     */
    String capitalise(String text);

    /**
     * Makes a text fit for a URL: its letters and digits, without accents and in lower case, words
     * joined by hyphens.
     *
     * @param text any text
     * @return the slug, empty if the text has no letter and no digit that can be kept
     */
    String slug(String text);

    /**
     * Breaks a text into lines between its words. A word that is longer than a line keeps a line of its own.
     *
     * @param text any text
     * @param width length of a line, at least 1
     * @return the lines, joined by {@code \n}
     * @throws IllegalArgumentException if the width is less than 1
     */
    String wrap(String text, int width);
}
