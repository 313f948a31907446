package dev.hotplug.console.dropin;

import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/**
 * What tells a file from the one that had its name before. A file that was renamed keeps its stamp.
 *
 * @param size in bytes
 * @param modified when it was written last
 * @param identity device and number of the file, where the file system has such
 */
record Stamp(long size, FileTime modified, String identity) {

    static Stamp of(BasicFileAttributes attributes) {
        return new Stamp(attributes.size(), attributes.lastModifiedTime(), String.valueOf(attributes.fileKey()));
    }
}
