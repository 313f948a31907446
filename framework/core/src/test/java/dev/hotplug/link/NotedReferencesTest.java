package dev.hotplug.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotplug.fixture.Sources;
import dev.hotplug.link.Reference.Action;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/** The table of what is sound: see {@link SoundReferencesTest} for what comes to stand in it. */
class NotedReferencesTest {

    private static final Reference EXIT = new Reference(Action.CALL_STATIC, "java/lang/System", "exit", "(I)V", false);

    private final SoundReferences sound = new SoundReferences();

    /** A class file with texts that are known, texts that are not, and constants that are none. */
    private static ClassBytes file() {
        return new ClassBytes(Sources.compile("package p; class User { long l = 1L << 40; "
                + "void end() { System.exit(0); } }").values().iterator().next());
    }

    private static int text(ClassBytes file, String text) {
        for (int i = 1; i < file.itemCount(); i++) {
            if (file.item(i) != 0 && file.tag(i) == ClassBytes.TEXT && file.text(i).equals(text)) {
                return i;
            }
        }
        throw new AssertionError(text);
    }

    @Test
    void whatWasNoted_isFoundByTheNumbersOfAClassFilesTexts() {
        sound.add(EXIT);
        ClassBytes file = file();
        int[] numbers = sound.texts().numbers(file);
        int kind = SoundReferences.kind(Action.CALL_STATIC, false);
        int owner = numbers[text(file, "java/lang/System")];
        int name = numbers[text(file, "exit")];
        int descriptor = numbers[text(file, "(I)V")];
        assertThat(sound.contains(kind, owner, name, descriptor)).isTrue();
        assertThat(sound.contains(SoundReferences.kind(Action.CALL, false), owner, name, descriptor)).isFalse();
        assertThat(sound.contains(SoundReferences.kind(Action.CALL_STATIC, true), owner, name, descriptor)).isFalse();
        assertThat(sound.contains(kind, owner, descriptor, name)).isFalse();
        assertThat(sound.contains(kind, owner)).isFalse();
        assertThat(numbers[text(file, "p/User")]).isEqualTo(KnownTexts.UNKNOWN);
        assertThat(sound.contains(EXIT)).isTrue();
    }

    @Test
    void whatNothingIsKnownOf_isNotSound() {
        sound.add(Reference.to(Action.USE, ""));
        sound.add(EXIT);
        for (int kind = -1; kind < 2 * Action.values().length; kind++) {
            assertThat(sound.contains(kind, KnownTexts.UNKNOWN)).isFalse();
        }
        assertThat(sound.contains(new Reference(Action.CALL_STATIC, "java/lang/System", "exits", "(I)V", false)))
                .isFalse();
    }

    @Test
    void aTextOfAClassFile_isNotedByItself() {
        ClassBytes file = file();
        int descriptor = text(file, "(I)V");
        sound.add(SoundReferences.DESCRIPTOR, file, descriptor);
        assertThat(sound.contains(SoundReferences.DESCRIPTOR, sound.texts().numbers(file)[descriptor])).isTrue();
        assertThat(sound.contains(SoundReferences.DESCRIPTOR, sound.texts().numbers(file)[text(file, "exit")]))
                .isFalse();
    }

    /** By one encoding or another, these have the bytes of others. */
    @Test
    void whatIsNotAscii_isNotTakenForAnother() {
        Map<String, String> others = Map.of("\ud800", "?", "\u00c3\u00aa", "\u00ea", "\u20ac", "?", "a\0", "a ");
        others.forEach((name, other) -> {
            sound.add(Reference.to(Action.USE, name));
            sound.add(new Reference(Action.CALL, "p/T", name, "()V", false));
            for (String either : List.of(name, other)) {
                assertThat(sound.contains(Reference.to(Action.USE, either))).isFalse();
                assertThat(sound.contains(new Reference(Action.CALL, "p/T", either, "()V", false))).isFalse();
                for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1)) {
                    byte[] spelt = either.getBytes(charset);
                    assertThat(sound.texts().number(spelt, 0, spelt.length)).isEqualTo(KnownTexts.UNKNOWN);
                }
            }
        });
    }

    @Test
    void textsMadeToHaveOneHash_takeNoLongerToFind() {
        KnownTexts texts = new KnownTexts(1024);
        int added = 0;
        int tried = 0;
        for (int i = 0; tried < 200; i++) {
            byte[] text = ("text" + i).getBytes(StandardCharsets.US_ASCII);
            CRC32 hash = new CRC32();
            hash.update(text);
            if ((hash.getValue() & 1023) == 7) {
                int number = texts.add(text);
                assertThat(texts.number(text, 0, text.length)).isEqualTo(number);
                added += number == KnownTexts.UNKNOWN ? 0 : 1;
                tried++;
            }
        }
        assertThat(added).isEqualTo(KnownTexts.PLACES);
    }

    @Test
    void madeUpDescriptors_leaveRoomForReferences() {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, 0, "p/Many", null, "java/lang/Object", null);
        for (int i = 0; i < 25_000; i++) {
            writer.newUTF8("(Ljava/lang/Object;" + Integer.toBinaryString(i).replace('0', 'I').replace('1', 'J') + ")V");
        }
        ClassBytes file = new ClassBytes(writer.toByteArray());
        int first = text(file, "(Ljava/lang/Object;I)V");
        for (int i = 0; i < 25_000; i++) {
            sound.add(SoundReferences.DESCRIPTOR, file, first + i);
        }
        int[] numbers = sound.texts().numbers(file);
        int noted = 0;
        for (int i = 0; i < 25_000; i++) {
            noted += sound.contains(SoundReferences.DESCRIPTOR, numbers[first + i]) ? 1 : 0;
        }
        assertThat(noted).isBetween(1_000, 5_000);
        sound.add(EXIT);
        assertThat(sound.contains(EXIT)).isTrue();
    }

    @Test
    void manyReferences_areAllFound_andFromSomeNumberOnNoMoreAreNoted() {
        for (int i = 0; i < 30_000; i++) {
            sound.add(new Reference(Action.CALL, "p/T" + i % 1000, "m" + i, "()V", false));
        }
        for (int i = 0; i < 30_000; i++) {
            assertThat(sound.contains(new Reference(Action.CALL, "p/T" + i % 1000, "m" + i, "()V", false)))
                    .isEqualTo(i < 20_000);
        }
    }

    @Test
    void aVeryLongText_isNotNoted() {
        Reference odd = Reference.to(Action.USE, "p".repeat(3_000));
        sound.add(odd);
        assertThat(sound.contains(odd)).isFalse();
        byte[] bytes = odd.owner().getBytes(StandardCharsets.US_ASCII);
        assertThat(sound.texts().number(bytes, 0, bytes.length)).isEqualTo(KnownTexts.UNKNOWN);
    }

    @Test
    void threadsThatNoteAndAsk_findWhatTheyNoted() throws InterruptedException {
        CountDownLatch start = new CountDownLatch(1);
        List<String> lost = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            int first = t;
            threads.add(new Thread(() -> {
                try {
                    start.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                for (int i = first; i < 4_000 + first; i++) {
                    Reference mine = new Reference(Action.CALL, "p/T" + i % 100, "m" + i, "()V", false);
                    sound.add(mine);
                    if (!sound.contains(mine)) {
                        synchronized (lost) {
                            lost.add(mine.toString());
                        }
                    }
                }
            }));
        }
        threads.forEach(Thread::start);
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(lost).isEmpty();
    }
}
