package dev.hotplug.index;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What {@link ClassPath} remembers, as a file. Whoever changes a line here raises {@link EntryFormat#VERSION}. */
final class PlacesFormat {

    /** {@code HPCP}. */
    private static final int MAGIC = 0x48504350;

    private PlacesFormat() {
    }

    static byte[] encode(String framework, String key, Map<String, List<String>> places) {
        return EntryFormat.end(EntryFormat.begin(MAGIC, framework, key)
                .all(new TreeMap<>(places).entrySet(), PlacesFormat::write));
    }

    private static void write(Encoder out, Map.Entry<String, List<String>> entry) {
        out.text(entry.getKey()).all(entry.getValue(), Encoder::text);
    }

    static Map<String, List<String>> decode(byte[] file, String framework, String key) throws IOException {
        Decoder in = EntryFormat.open(MAGIC, file, framework, key);
        Map<String, List<String>> places = new HashMap<>();
        for (int left = in.count(); left > 0; left--) {
            places.put(in.text(), in.texts());
        }
        in.end();
        return places;
    }
}
