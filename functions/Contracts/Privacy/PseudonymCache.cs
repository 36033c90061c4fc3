namespace XbFunctions.Contracts;

/// <summary>
/// Pseudonyms made lately, so that the keyed hash of an id that comes again is a look-up: the hash costs more than reading the event that the id
/// stands in. Where the four slots of an id's hash are taken, it takes the place of one of them. Safe for use by several threads.
/// </summary>
/// <param name="key">Makes the pseudonyms that are not remembered.</param>
public sealed class PseudonymCache(PseudonymKey key)
{
    /// <summary>Ids remembered at most: some 30 MB when all slots are taken.</summary>
    public const int Slots = 1 << 18;

    private const int Ways = 4;

    // References are written at once, and what they lead to never changes: no lock is needed. Hashes stand beside them, so that a slot of another
    // id is passed over without a look at what it leads to; one that does not go with its reference costs a hash and no more.
    private readonly Made?[] _slots = new Made?[Slots];
    private readonly int[] _hashes = new int[Slots];
    private uint _turn;

    /// <summary>Gives the pseudonym of an id.</summary>
    /// <param name="kind">What the id names.</param>
    /// <param name="id">The id's text.</param>
    /// <returns>As <see cref="PseudonymKey.Of(PseudonymKind, ReadOnlySpan{char})"/> gives it.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The id is longer than <see cref="IdText.MaxLength"/>.</exception>
    public Pseudonym Of(PseudonymKind kind, string? id)
    {
        if (string.IsNullOrEmpty(id))
        {
            return default;
        }

        var hash = id.GetHashCode(StringComparison.Ordinal) + ((int)kind * 0x9E3779B);
        var home = hash & (Slots - Ways);
        for (var at = home; at < home + Ways; at++)
        {
            if (_hashes[at] == hash && Volatile.Read(ref _slots[at]) is { } made && made.Kind == kind && string.Equals(made.Id, id, StringComparison.Ordinal))
            {
                return made.Pseudonym;
            }
        }

        return Make(kind, id, hash, home).Pseudonym;
    }

    private Made Make(PseudonymKind kind, string id, int hash, int home)
    {
        var made = new Made(kind, id, key.Of(kind, id));
        var at = home + Math.Max(0, Array.IndexOf(_slots, null, home, Ways) - home);
        if (_slots[at] is not null)
        {
            at = home + (int)(_turn++ % Ways);
        }

        Volatile.Write(ref _slots[at], made);
        _hashes[at] = hash;
        return made;
    }

    private sealed class Made(PseudonymKind kind, string id, Pseudonym pseudonym)
    {
        public PseudonymKind Kind { get; } = kind;

        public string Id { get; } = id;

        public Pseudonym Pseudonym { get; } = pseudonym;
    }
}
