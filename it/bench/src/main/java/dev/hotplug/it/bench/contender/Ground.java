package dev.hotplug.it.bench.contender;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a contender runs.
 *
 * @param plugins the directory of the JARs that are there from the beginning, and of no others
 * @param work an empty directory of its own
 * @param index where it may have left what it knows of the JARs from an earlier run; empty if it shall do without
 * @param threads how many threads may load at a time
 */
public record Ground(Path plugins, Path work, Optional<Path> index, int threads) {
}
