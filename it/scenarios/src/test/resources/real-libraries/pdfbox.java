package acme.pdfbox;

import dev.hotplug.api.Plugin;
import dev.hotplug.api.PluginContext;
import dev.hotplug.api.PluginDescriptor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.pdfbox.text.PDFTextStripper;

/** Writes a document and reads its text. */
@PluginDescriptor(id = "pdfbox", version = "1.0.0")
public final class PdfboxPlugin implements Plugin {

    @Override
    public void start(PluginContext context) {
        context.export(Callable.class, this::text);
    }

    private String text() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (PDDocument document = new PDDocument()) {
            PDPage page = new PDPage();
            document.addPage(page);
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                content.beginText();
                content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 12);
                content.newLineAtOffset(100, 700);
                content.showText("Plugins come and go.");
                content.endText();
            }
            document.save(file);
        }
        try (PDDocument document = Loader.loadPDF(file.toByteArray())) {
            return document.getNumberOfPages() + " page: " + new PDFTextStripper().getText(document).trim();
        }
    }
}
