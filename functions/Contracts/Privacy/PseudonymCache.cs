namespace XbFunctions.Contracts;

/// <summary>
/// Pseudonyms made lately, so that the keyed hash of an id that comes again is a look-up: the hash costs more than reading the event that the id
/// stands in. The newest id of a slot takes the place of the one before it. Safe for use by several threads.
/// </summary>
/// <param name="key">Makes the pseudonyms that are not remembered.</param>
public sealed class PseudonymCache(PseudonymKey key)
{
    /// <summary>Ids remembered at most: some 30 MB when all slots are taken.</summary>
    public const int Slots = 1 << 18;

    // References are written at once, and what they lead to never changes: no lock is needed.
    private readonly Made?[] _slots = new Made?[Slots];

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

        ref var slot = ref _slots[(id.GetHashCode(StringComparison.Ordinal) + ((int)kind * 0x9E3779B)) & (Slots - 1)];
        var made = Volatile.Read(ref slot);
        if (made is null || made.Kind != kind || !string.Equals(made.Id, id, StringComparison.Ordinal))
        {
            made = new Made(kind, id, key.Of(kind, id));
            Volatile.Write(ref slot, made);
        }

        return made.Pseudonym;
    }

    private sealed class Made(PseudonymKind kind, string id, Pseudonym pseudonym)
    {
        public PseudonymKind Kind { get; } = kind;

        public string Id { get; } = id;

        public Pseudonym Pseudonym { get; } = pseudonym;
    }
}
