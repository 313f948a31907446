package dev.hotplug.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotplug.fixture.Jar;
import dev.hotplug.fixture.Sources;
import dev.hotplug.model.Descriptor.DeclaredParameter;
import dev.hotplug.model.Limits;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How an operator sees the type of a parameter: as in source, without packages and outer classes. */
class ParameterTypesTest {

    @TempDir
    Path directory;

    private List<String> types(String members) {
        Jar jar = new Jar().with(Sources.compile("package p; import dev.hotplug.api.*; import java.util.*; "
                + "@PluginDescriptor(id = \"a\", version = \"1.0.0\") public class P<T extends Comparable<T>> "
                + "implements Plugin { public void start(PluginContext c) { } class Own { } "
                + "static class Nested<E> { class Inner<F> { class Inmost { } } } " + members + " }"));
        List<String> types = new ArrayList<>();
        for (DeclaredParameter parameter : new DescriptorScanner()
                .scan(new ImageReader(Limits.DEFAULT).read(jar.write(directory.resolve("a.jar")))).parameters()) {
            types.add(parameter.type());
        }
        return types;
    }

    @Test
    void plainTypes() {
        assertThat(types("@Param boolean a; @Param byte b; @Param char c; @Param short d; @Param int e; "
                + "@Param long f; @Param float g; @Param double h; @Param String i; @Param int[] j; "
                + "@Param String[][] k; @Param Thread.State l; @Param Map.Entry m; @Param void setN(long[] value) { }"))
                .containsExactly("boolean", "byte", "char", "short", "int", "long", "float", "double", "String",
                        "int[]", "String[][]", "State", "Entry", "long[]");
    }

    @Test
    void genericTypes() {
        assertThat(types("@Param List<String> a; @Param Map<String, Integer> b; @Param List<T[]>[] c; "
                + "@Param T d; @Param Map.Entry<String, int[]> e; @Param void setF(List<? extends T> value) { } "
                + "@Param <X extends Number> void setG(Optional<X> value) { }"))
                .containsExactly("List<String>", "Map<String, Integer>", "List<T[]>[]", "T", "Entry<String, int[]>",
                        "List<? extends T>", "Optional<X>");
    }

    @Test
    void wildcards() {
        assertThat(types("@Param List<?> a; @Param List<? extends Number> b; @Param List<? super Integer> c; "
                + "@Param List<? extends Object> d; @Param List<? super Object> e; @Param List<? extends int[]> f;"))
                .containsExactly("List<?>", "List<? extends Number>", "List<? super Integer>", "List<?>",
                        "List<? super Object>", "List<? extends int[]>");
    }

    @Test
    void nestedTypes() {
        assertThat(types("@Param Nested<String>.Inner<Integer> a; @Param Nested<String>.Inner<Integer>.Inmost b; "
                + "@Param Own c; @Param Nested.Inner d; @Param Nested<P<T>>.Inner<Map<String, List<byte[]>>>[] e; "
                + "static class Dollar$ { } static class Dol$lar { static class $In { } } "
                + "@Param Dollar$ f; @Param Dol$lar g; @Param Dol$lar.$In h; @Param List<Dol$lar> i;"))
                .containsExactly("Inner<Integer>", "Inmost", "Own", "Inner", "Inner<Map<String, List<byte[]>>>[]",
                        "Dollar$", "lar", "In", "List<lar>");
    }

    @Test
    void annotationsOnTypes_areLeftOut() {
        assertThat(types("@java.lang.annotation.Target(java.lang.annotation.ElementType.TYPE_USE) "
                + "@java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME) @interface Noted { } "
                + "@Param @Noted String a; @Param List<@Noted String> b; @Param @Noted int @Noted [] c;"))
                .containsExactly("String", "List<String>", "int[]");
    }
}
