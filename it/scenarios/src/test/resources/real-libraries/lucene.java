package acme.lucene;

import dev.hotplug.api.Plugin;
import dev.hotplug.api.PluginContext;
import dev.hotplug.api.PluginDescriptor;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.codecs.Codec;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.ByteBuffersDirectory;

/** Writes an index and searches it; the codecs come through ServiceLoader. */
@PluginDescriptor(id = "lucene", version = "1.0.0")
public final class LucenePlugin implements Plugin {

    @Override
    public void start(PluginContext context) {
        context.export(Callable.class, this::search);
    }

    private String search() throws IOException {
        try (ByteBuffersDirectory directory = new ByteBuffersDirectory();
                StandardAnalyzer words = new StandardAnalyzer()) {
            try (IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig(words))) {
                for (String text : new String[] {"A plugin is loaded", "The Plugins are unloaded", "nothing happens"}) {
                    Document document = new Document();
                    document.add(new TextField("text", text, Field.Store.YES));
                    writer.addDocument(document);
                }
            }
            try (DirectoryReader reader = DirectoryReader.open(directory)) {
                IndexSearcher searcher = new IndexSearcher(reader);
                ScoreDoc[] hits = searcher.search(new TermQuery(new Term("text", "unloaded")), 10).scoreDocs;
                return hits.length + " hit by " + Codec.getDefault().getName() + ": "
                        + searcher.storedFields().document(hits[0].doc).get("text");
            }
        }
    }
}
