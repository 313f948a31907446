package dev.hotplug.symbol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutputTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "run", "(Ljava/lang/Object;)V", "größe", "\u0000", "a\u0000\u007f\u0080", "\u07ff\u0800", "漢字",
            "\ud83d\ude00", "\ud83d"})
    void text_isWhatTheJdkWrites(String text) throws IOException {
        Output out = new Output(1);
        out.text(text);

        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new DataOutputStream(bytes).writeUTF(text);
        assertThat(out.toArray()).isEqualTo(bytes.toByteArray());
    }

    @Test
    void text_longerThanAClassFileHolds_isRefused() {
        new Output(1).text("x".repeat(0xFFFF));
        assertThatThrownBy(() -> new Output(1).text("x".repeat(0x10000))).isInstanceOf(ClassFormatError.class);
        assertThatThrownBy(() -> new Output(1).text("ä".repeat(0x8000))).isInstanceOf(ClassFormatError.class);
    }

    @Test
    void numbers_areWrittenBigEndFirst_andGrowWhatHoldsThem() throws IOException {
        Output out = new Output(1);
        out.u1(0x1FE);
        out.u2(0x12345);
        out.u4(0xCAFEBABE);
        Output other = new Output(3);
        other.u2(7);
        out.all(other);
        out.putU2(1, 0x0A0B);

        assertThat(out.length()).isEqualTo(9);
        assertThat(out.toArray()).containsExactly(0xFE, 0x0A, 0x0B, 0xCA, 0xFE, 0xBA, 0xBE, 0, 7);
    }
}
