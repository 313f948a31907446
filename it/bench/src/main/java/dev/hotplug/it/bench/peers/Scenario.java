package dev.hotplug.it.bench.peers;

import dev.hotplug.it.bench.peers.Trial.Jars;
import java.util.ArrayList;
import java.util.List;

/** What is compared, in one of two sizes. */
enum Scenario {

    START("Cold start, one plugin") {
        @Override
        List<Trial> trials(boolean quick) {
            List<Entrant> entrants = new ArrayList<>(Entrant.EACH);
            entrants.add(Entrant.HOTPLUG_NO_INDEX);
            entrants.add(Entrant.HOTPLUG_NEW_INDEX);
            entrants.addAll(Entrant.ARCHIVED);
            return List.of(Trial.of("", "ColdStart", Jars.independent(1), entrants));
        }
    },

    MANY("Many plugins, cold JVM") {
        @Override
        List<Trial> trials(boolean quick) {
            List<Entrant> ordered = new ArrayList<>(Entrant.EVERY_WAY);
            ordered.remove(Entrant.DIRECT_2);
            List<Trial> trials = new ArrayList<>();
            for (int count : quick ? new int[] {40, 1000} : new int[] {40, 125, 1000}) {
                trials.add(Trial.of(count + " independent", "Many", Jars.independent(count), Entrant.EVERY_WAY, count,
                        false));
                trials.add(Trial.of(count + " in a graph", "Many", new Jars(count, true, 0), ordered, count, true));
            }
            return trials;
        }
    },

    MORE("One more, with many there") {
        @Override
        List<Trial> trials(boolean quick) {
            int times = quick ? 20 : 60;
            String levels = quick ? "10,100,1000" : "10,100,1000,4000";
            int count = (quick ? 1000 : 4000) + times;
            return List.of(Trial.of("", "OneMore", Jars.independent(count), Entrant.EACH, times, levels));
        }
    },

    LOOKUP("Finding a service") {
        @Override
        List<Trial> trials(boolean quick) {
            return List.of(Trial.of("1000 there", "Lookup", Jars.independent(1000), Entrant.EACH, 1000));
        }
    },

    CHURN("A reader, while another thread loads and unloads") {
        @Override
        List<Trial> trials(boolean quick) {
            int changing = 20;
            return List.of(Trial.of("", "Churn", Jars.independent(100 + changing), Entrant.EACH, quick ? 3 : 6, 100,
                    changing));
        }
    },

    CYCLES("Load, use and unload, again and again") {
        @Override
        List<Trial> trials(boolean quick) {
            int cycles = Integer.getInteger("cycles", quick ? 300 : 2000);
            return List.of(Trial.of(cycles + " cycles", "Cycles", Jars.independent(1), Entrant.EACH, cycles));
        }
    },

    IDLE("What an idle plugin holds") {
        @Override
        List<Trial> trials(boolean quick) {
            int few = 21;
            int many = quick ? 101 : 401;
            return List.of(
                    Trial.of("small JAR", "Idle", Jars.independent(many), Entrant.EACH, many),
                    Trial.of("JAR of 10 MB", "Idle", new Jars(few, false, 10_000_000), Entrant.EACH, few));
        }
    },

    SEEDS("Publishing, against stopping all readers for each link step") {
        @Override
        List<Trial> trials(boolean quick) {
            List<Trial> trials = new ArrayList<>();
            for (int count : new int[] {40, 125}) {
                for (String variant : List.of("publish", "stop")) {
                    trials.add(Trial.of(count + " plugins, " + variant, "Seeds", Jars.independent(count + 1),
                            List.of(Entrant.HOTPLUG), count, variant));
                }
            }
            return trials;
        }
    };

    private final String title;

    Scenario(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** What is run, in order. */
    abstract List<Trial> trials(boolean quick);
}
