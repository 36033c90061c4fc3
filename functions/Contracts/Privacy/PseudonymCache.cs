namespace XbFunctions.Contracts;

/// <summary>
/// Pseudonyms made lately, so that the keyed hash of an id that comes again is a look-up: the hash costs more than reading the event that the id
/// stands in. Where the four slots of an id's hash are taken, it takes the place of one of them. Safe for use by several threads.
/// </summary>
/// <param name="key">Makes the pseudonyms that are not remembered.</param>
public sealed class PseudonymCache(PseudonymKey key)
{
    /// <summary>Ids remembered at most, such as those of 100,000 customers with what they pay by and where: 19 MB, and some 50 for the texts when all slots are taken.</summary>
    public const int Slots = 1 << 19;

    private const int Ways = 4;
    private const int MostAtOnce = 256;

    // Written and read without a lock: a slot that was read while another id took it does not go with its check, and costs a hash and no more.
    private readonly Slot[] _slots = new Slot[Slots];

    // The hashes of what is in the slots: the four of an id lie in one line of memory, and three of its slots need not be looked at.
    private readonly int[] _hashes = new int[Slots];
    private uint _turn;
    private int _warmed;

    /// <summary>Gives the pseudonym of an id.</summary>
    /// <param name="kind">What the id names.</param>
    /// <param name="id">The id's text.</param>
    /// <returns>As <see cref="PseudonymKey.Of(PseudonymKind, ReadOnlySpan{char})"/> gives it.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The id is longer than <see cref="IdText.MaxLength"/>.</exception>
    public Pseudonym Of(PseudonymKind kind, string? id) => string.IsNullOrEmpty(id) ? default : Of(kind, id, HashOf(kind, id));

    /// <summary>
    /// Gives the pseudonyms of several ids. What is remembered of each is read from memory before any of them is looked up, one kind of memory after
    /// another, so that the processor waits for several at once.
    /// </summary>
    /// <param name="ids">What each id names, and its text.</param>
    /// <param name="pseudonyms">Destination; as long as <paramref name="ids"/>, each as <see cref="Of(PseudonymKind, string?)"/> gives it.</param>
    /// <exception cref="ArgumentOutOfRangeException">The lengths differ, or an id is longer than <see cref="IdText.MaxLength"/>.</exception>
    public void Of(ReadOnlySpan<(PseudonymKind Kind, string? Id)> ids, Span<Pseudonym> pseudonyms)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(pseudonyms.Length, ids.Length, nameof(pseudonyms));
        Span<int> hashes = stackalloc int[Math.Min(ids.Length, MostAtOnce)];
        while (!ids.IsEmpty)
        {
            hashes = hashes[..Math.Min(ids.Length, hashes.Length)];
            Warm(ids, hashes);
            for (var i = 0; i < hashes.Length; i++)
            {
                var (kind, id) = ids[i];
                pseudonyms[i] = string.IsNullOrEmpty(id) ? default : Of(kind, id, hashes[i]);
            }

            ids = ids[hashes.Length..];
            pseudonyms = pseudonyms[hashes.Length..];
        }
    }

    private static int HashOf(PseudonymKind kind, string id) => id.GetHashCode(StringComparison.Ordinal) + ((int)kind * 0x9E3779B);

    private static int HomeOf(int hash) => hash & (Slots - Ways);

    /// <summary>Hashes ids and reads what is remembered of them; changes nothing.</summary>
    private void Warm(ReadOnlySpan<(PseudonymKind Kind, string? Id)> ids, Span<int> hashes)
    {
        var warmed = 0;
        for (var i = 0; i < hashes.Length; i++)
        {
            var (kind, id) = ids[i];
            hashes[i] = string.IsNullOrEmpty(id) ? 0 : HashOf(kind, id);
            warmed ^= _hashes[HomeOf(hashes[i])];
        }

        Span<int> slots = stackalloc int[MostAtOnce];
        var found = 0;
        foreach (var hash in hashes)
        {
            var home = HomeOf(hash);
            for (var at = home; at < home + Ways; at++)
            {
                if (_hashes[at] == hash)
                {
                    warmed ^= (int)_slots[at].Check;
                    slots[found++] = at;
                    break;
                }
            }
        }

        foreach (var at in slots[..found])
        {
            warmed ^= _slots[at].Id is { Length: > 0 } id ? id[0] : 0;
        }

        _warmed = warmed;
    }

    private Pseudonym Of(PseudonymKind kind, string id, int hash)
    {
        var home = HomeOf(hash);
        for (var at = home; at < home + Ways; at++)
        {
            if (_hashes[at] != hash)
            {
                continue;
            }

            var slot = _slots[at];
            if (slot.Check == Slot.CheckOf(hash, slot.Pseudonym) && string.Equals(slot.Id, id, StringComparison.Ordinal))
            {
                return slot.Pseudonym;
            }
        }

        return Make(kind, id, hash, home);
    }

    private Pseudonym Make(PseudonymKind kind, string id, int hash, int home)
    {
        var at = home;
        while (at < home + Ways && _slots[at].Id is not null)
        {
            at++;
        }

        var made = key.Of(kind, id);
        at = at < home + Ways ? at : home + (int)(_turn++ % Ways);
        _slots[at] = new Slot(id, Slot.CheckOf(hash, made), made);
        _hashes[at] = hash;
        return made;
    }

    private readonly record struct Slot(string? Id, ulong Check, Pseudonym Pseudonym)
    {
        public static ulong CheckOf(int hash, Pseudonym pseudonym) =>
            ((ulong)(uint)hash * 0x9E3779B97F4A7C15) ^ pseudonym.Low ^ ((ulong)(pseudonym.Value >> 64) * 0xC2B2AE3D27D4EB4F);
    }
}
