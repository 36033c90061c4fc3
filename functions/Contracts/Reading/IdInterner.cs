using System.Text;

namespace XbFunctions.Contracts;

/// <summary>
/// Turns UTF-8 ids into strings, the same string for an id seen lately, so that a repeated id allocates nothing. Memory is bounded: a
/// new id
/// replaces an old one when the few slots of its hash are taken. Not safe for several threads: one interner a partition.
/// </summary>
public sealed class IdInterner
{
    /// <summary>Default number of slots; full of the longest ids it holds 20 MB, of usual ones 4 MB.</summary>
    public const int DefaultSlots = 65_536;

    private const int Probes = 4;

    // Enough for the payments of a few batches: what names one event comes again with its redelivery or not at all.
    private const int OnceSlots = 8_192;

    private readonly Slot[] _slots;
    private readonly Slot[] _once;

    /// <summary>Makes an empty table.</summary>
    /// <param name="slots">Slots, a power of two from 4 to 2^24.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="slots"/> is no such number.</exception>
    public IdInterner(int slots = DefaultSlots)
    {
        if (slots is < Probes or > 1 << 24 || !int.IsPow2(slots))
        {
            throw new ArgumentOutOfRangeException(nameof(slots), slots, "Slots are a power of two from 4 to 2^24.");
        }

        _slots = new Slot[slots];
        _once = new Slot[Math.Min(slots, OnceSlots)];
    }

    /// <summary>Gives the string of UTF-8 bytes.</summary>
    /// <param name="utf8">Valid UTF-8; not kept.</param>
    /// <returns>The string; texts longer than <see cref="IdText.MaxLength"/> are made anew each time.</returns>
    public string Intern(ReadOnlySpan<byte> utf8) => Intern(utf8, _slots);

    /// <summary>Gives the string of an id that names one event. It takes no slot of an id that comes again and again.</summary>
    /// <param name="utf8">Valid UTF-8; not kept.</param>
    /// <returns>As <see cref="Intern(ReadOnlySpan{byte})"/>.</returns>
    public string InternOnce(ReadOnlySpan<byte> utf8) => Intern(utf8, _once);

    private static string Intern(ReadOnlySpan<byte> utf8, Slot[] slots)
    {
        if (utf8.IsEmpty)
        {
            return "";
        }

        if (utf8.Length > IdText.MaxUtf8Length)
        {
            return Encoding.UTF8.GetString(utf8);
        }

        Span<char> buffer = stackalloc char[IdText.MaxUtf8Length];
        var text = buffer[..Encoding.UTF8.GetChars(utf8, buffer)];
        return text.Length > IdText.MaxLength ? new string(text) : Intern(text, slots);
    }

    private static string Intern(ReadOnlySpan<char> text, Slot[] slots)
    {
        // The hash is seeded anew in each process, so that nobody can choose ids that collide.
        var hash = string.GetHashCode(text);
        var mask = slots.Length - 1;
        var home = hash & mask;
        var victim = home;
        for (var probe = 0; probe < Probes; probe++)
        {
            var at = (home + probe) & mask;
            ref var slot = ref slots[at];
            if (slot.Text is null)
            {
                victim = at;
                break;
            }

            if (slot.Hash == hash && text.SequenceEqual(slot.Text))
            {
                return slot.Text;
            }

            victim = probe == ((hash >>> 28) & (Probes - 1)) ? at : victim;
        }

        var made = new string(text);
        slots[victim] = new Slot(hash, made);
        return made;
    }

    private readonly record struct Slot(int Hash, string? Text);
}
