package dev.hotplug.lifecycle;

import dev.hotplug.model.Requirement;
import java.util.List;

/**
 * That one plugin uses another, and why.
 *
 * @param user the load that uses
 * @param userId its id
 * @param used the load that is used
 * @param usedId its id
 * @param requirement what the user's descriptor says of it
 * @param packages the packages of the other that the user sees, sorted
 * @param symbols the symbols that it asked for, as {@code type "name"}, sorted
 */
public record Edge(long user, String userId, long used, String usedId, Requirement requirement, List<String> packages,
                   List<String> symbols) {

    static List<Edge> of(Snapshot.Row row) {
        Entry user = row.entry();
        return row.uses().stream().flatMap(id -> user.providers.entrySet().stream()
                .filter(provider -> provider.getValue().equals(id))
                .map(provider -> of(user, provider.getKey(), id))).toList();
    }

    private static Edge of(Entry user, long used, String id) {
        Requirement requirement = user.descriptor.requires().stream().filter(each -> each.id().equals(id)).findFirst()
                .orElseThrow();
        return new Edge(user.loadNumber, user.id(), used, id, requirement,
                user.plan.imports().entrySet().stream().filter(each -> each.getValue() == used)
                        .map(each -> each.getKey().replace('/', '.')).sorted().toList(),
                user.askedFor.stream().filter(asked -> asked.provider() == used).map(Entry.Asked::symbol).sorted()
                        .toList());
    }
}
