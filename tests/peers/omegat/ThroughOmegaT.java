import java.io.File;
import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.omegat.core.data.PrepareTMXEntry;
import org.omegat.core.data.TMXEntry;
import org.omegat.util.Language;
import org.omegat.util.TMXReader2;
import org.omegat.util.TMXWriter2;

/**
 * Reads a TMX file as OmegaT reads a memory, prints source, target, author and note by tabs, and
 * writes the same as OmegaT writes its own memory. Arguments: in.tmx out.tmx source target.
 */
public class ThroughOmegaT {
    public static void main(String[] a) throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Language source = new Language(a[2]), target = new Language(a[3]);
        List<PrepareTMXEntry> all = new ArrayList<>();
        TMXReader2.LoadCallback take = (tu, from, to, paragraph) -> {
            if (from != null && to != null) {
                out.println("unit\t" + from.text + "\t" + to.text + "\t" + tu.creationid + "\t" + tu.note);
                PrepareTMXEntry entry = new PrepareTMXEntry();
                entry.source = from.text;
                entry.translation = to.text;
                entry.creator = tu.creationid;
                entry.note = tu.note;
                all.add(entry);
            }
            return true;
        };
        new TMXReader2().readTMX(new File(a[0]), source, target, true, false, true, false, take);
        TMXWriter2 writer = new TMXWriter2(new File(a[1]), source, target, false, true, false);
        Constructor<?> made = TMXEntry.class.getDeclaredConstructors()[0];
        made.setAccessible(true);
        for (PrepareTMXEntry entry : all) {
            TMXEntry one = (TMXEntry) made.newInstance(entry, true, null);
            writer.writeEntry(entry.source, entry.translation, one, null);
        }
        writer.close();
    }
}
