package dev.hotplug.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hotplug.fixture.Jar;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarInputStream;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What libraries do with URLs besides opening them. */
class ResourceUrlsTest {

    private static final String SCHEMA = "<x:schema xmlns:x='http://www.w3.org/2001/XMLSchema'>%s</x:schema>";

    @TempDir
    Path directory;
    private Loaders loaders;

    @BeforeEach
    void open() {
        loaders = new Loaders(directory);
    }

    @AfterEach
    void close() throws IOException {
        loaders.close();
    }

    private static String read(URL url) throws IOException {
        try (InputStream in = url.openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Jar jar(String content) {
        return new Jar().with("a b.txt", content).with("dir/", "").with("dir/x.txt", "in dir")
                .with("lib/1.jar", new Jar().with("a b.txt", content + " nested").bytes());
    }

    @Test
    void url_madeFromItsText_readsTheSame() throws Exception {
        PluginClassLoader loader = loaders.loader("urls#11", jar("text"));
        for (URL url : List.of(loader.getResource("a b.txt"), loader.getResource("lib/1.jar"))) {
            URL again = new URL(url.toExternalForm());
            assertThat(again).isEqualTo(url).hasSameHashCodeAs(url);
            assertThat(read(again)).isEqualTo(read(url));
            assertThat(read(url.toURI().toURL())).isEqualTo(read(url));
            assertThat(new URL(url, "a%20b.txt").toURI()).isEqualTo(URI.create(url.toString()).resolve("a%20b.txt"));
        }
        assertThat(read(new URL("hotplug://urls/11!/lib/1.jar!/a%20b.txt"))).isEqualTo("text nested");
        assertThat(read(new URL(new URL("hotplug://urls/11!/dir/x.txt"), "../a%20b.txt"))).isEqualTo("text");
    }

    /** As macOS writes names; a URL of one must not become that of the other. */
    @Test
    void url_ofADecomposedName_isThatOfNoOther() throws Exception {
        String decomposed = "com/acme/u\u0308 \ud83d\ude00.txt";
        String composed = "com/acme/\u00fc \ud83d\ude00.txt";
        PluginClassLoader alone = loaders.loader("urls#12", new Jar().with(decomposed, "two characters"));
        PluginClassLoader both = loaders.loader("urls#13",
                new Jar().with(decomposed, "two characters").with(composed, "one character"));
        for (PluginClassLoader loader : List.of(alone, both)) {
            URL url = loader.getResource(decomposed);
            assertThat(url.toString()).endsWith("/com/acme/u%CC%88%20%F0%9F%98%80.txt");
            assertThat(read(url)).isEqualTo("two characters");
            assertThat(read(new URL(url.toString()))).isEqualTo("two characters");
        }
        assertThat(read(both.getResource(composed))).isEqualTo("one character");
        assertThat(alone.getResource(composed)).isNull();
    }

    @Test
    void url_ofNobody_isNotFound() throws Exception {
        loaders.loader("urls#21", jar("text"));
        for (String text : List.of("hotplug://nobody/21!/dir/x.txt", "hotplug://urls/22!/dir/x.txt", "hotplug:x",
                "hotplug://urls/21/dir/x.txt", "hotplug://urls/21!/no", "hotplug:!/", "hotplug://urls")) {
            assertThatThrownBy(() -> read(new URL(text))).as(text).isInstanceOf(FileNotFoundException.class)
                    .hasMessageContaining(text);
        }
    }

    @Test
    void url_ofOneLoadInTwoHosts_namesOne() throws Exception {
        PluginClassLoader one = loaders.loader("urls#31", jar("one"));
        PluginClassLoader two = loaders.loader("urls#31", jar("two"));
        assertThat(one.getResource("a b.txt")).isNotEqualTo(two.getResource("a b.txt"));
        assertThat(read(new URL(one.getResource("a b.txt").toString()))).isEqualTo("one");
        assertThat(read(new URL(two.getResource("a b.txt").toString()))).isEqualTo("two");
    }

    @Test
    void url_afterThePluginLeft_saysSo() throws Exception {
        PluginClassLoader loader = loaders.loader("urls#41", jar("text"));
        URL url = new URL(loader.getResource("a b.txt").toString());
        loader.retire("urls 1.0.0 was unloaded at noon");
        assertThatThrownBy(() -> read(url)).isInstanceOf(IOException.class)
                .hasMessage("urls 1.0.0 was unloaded at noon");
    }

    @Test
    void connection_tellsLengthTypeAndTime() throws Exception {
        long before = System.currentTimeMillis();
        PluginClassLoader loader = loaders.loader("urls#51", jar("text"));
        var connection = loader.getResource("a b.txt").openConnection();
        assertThat(connection.getLastModified()).isBetween(before, System.currentTimeMillis());
        assertThat(connection.getContentLength()).isEqualTo(4);
        assertThat(connection.getContentType()).isEqualTo("text/plain");
        assertThat(new URL("hotplug://urls/51!/no").openConnection().getLastModified()).isZero();
    }

    @Test
    void directory_isThereAsInAJar_andEmpty() throws Exception {
        PluginClassLoader loader = loaders.loader("urls#61", jar("text"));
        assertThat(read(loader.getResource("dir/"))).isEmpty();
        assertThat(new URL(loader.getResource("dir/"), "x.txt")).isEqualTo(loader.getResource("dir/x.txt"));
        assertThat(loader.getResource("lib")).isNull();
    }

    @Test
    void nestedLibrary_isAJarThatCanBeRead() throws Exception {
        URL library = loaders.loader("urls#71", jar("text")).getResource("lib/1.jar");
        try (JarInputStream in = new JarInputStream(library.openStream())) {
            assertThat(in.getNextJarEntry().getName()).isEqualTo("a b.txt");
        }
    }

    @Test
    void xmlSchema_includesItsNeighbours() throws Exception {
        PluginClassLoader loader = loaders.loader("urls#81", new Jar()
                .with("x/main.xsd", SCHEMA.formatted("<x:include schemaLocation='part.xsd'/>"
                        + "<x:element name='e' type='t'/>"))
                .with("x/part.xsd", SCHEMA.formatted("<x:simpleType name='t'><x:restriction base='x:int'/>"
                        + "</x:simpleType>")));
        SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI).newSchema(loader.getResource("x/main.xsd"))
                .newValidator().validate(new StreamSource(new StringReader("<e>1</e>")));
    }
}
