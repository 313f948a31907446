package dev.hotplug.link;

import org.objectweb.asm.Opcodes;

/** Who may use what (JVMS 5.4.4). */
final class Access {

    private Access() {
    }

    /**
     * Why a class may not be used.
     *
     * @return as {@code package-private}, or {@code null} if it may
     */
    static String refused(PluginTypes types, SeenType user, SeenType type) {
        if (user.sharesPackageWith(type)) {
            return null;
        }
        if (!type.facts().isPublic()) {
            return "not public";
        }
        return types.isExported(type) ? null : "in a package that its module does not export";
    }

    /**
     * Why a member may not be used.
     *
     * @return as {@code private}, or {@code null} if it may
     */
    static String refused(SeenType user, MemberLookup.Found found) {
        Member member = found.member();
        SeenType declarer = found.declarer();
        if (member.is(Opcodes.ACC_PUBLIC)) {
            return null;
        }
        if (member.isPrivate()) {
            return user.isNestmateOf(declarer) ? null : "private";
        }
        if (user.sharesPackageWith(declarer)) {
            return null;
        }
        if (member.is(Opcodes.ACC_PROTECTED)) {
            return user.isSubtypeOf(declarer) || !user.lineage().complete() ? null : "protected";
        }
        return "package-private";
    }
}
