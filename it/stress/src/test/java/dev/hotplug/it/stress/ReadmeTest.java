package dev.hotplug.it.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.infra.StateCase;
import org.openjdk.jcstress.infra.runners.TestList;

/** The table of claims and tests in the README is the one that the annotations say. */
class ReadmeTest {

    @Test
    void readme_namesEveryTestItsForbiddenOutcomesAndItsTwin() throws IOException {
        List<String> rows = TestList.tests().stream().sorted().map(ReadmeTest::load)
                .filter(test -> test.isAnnotationPresent(Proves.class)).map(ReadmeTest::row).toList();

        assertThat(rows).isNotEmpty();
        assertThat(Files.readAllLines(Path.of("README.md")).stream().filter(line -> line.startsWith("| I")))
                .containsExactlyElementsOf(rows);
    }

    private static String row(Class<?> test) {
        Proves proves = test.getAnnotation(Proves.class);
        Stream<String> outcomes = TestList.getInfo(test.getName()).cases().stream()
                .filter(outcome -> outcome.expect() == Expect.FORBIDDEN).map(StateCase::description).distinct();
        Stream<String> hang = Stream.of(proves.hang()).filter(words -> !words.isEmpty()).map(words -> "Hang: " + words);
        String forbidden = Stream.concat(hang, outcomes).collect(Collectors.joining(" "));
        String scenarios = Arrays.stream(proves.scenarios()).mapToObj(String::valueOf).collect(Collectors.joining(", "));
        return "| " + String.join(", ", proves.value()) + " | " + scenarios + " | `" + test.getSimpleName() + "` | "
                + forbidden + " | `" + proves.twin().getSimpleName() + "`: "
                + proves.twin().getAnnotation(Broken.class).value() + " |";
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, ReadmeTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }
}
