namespace XbFunctions.Contracts;

/// <summary>
/// Pseudonyms made lately, so that the keyed hash of an id that comes again is a look-up: the hash costs more than reading the event that the id
/// stands in. Where the four slots of an id's hash are taken, it takes the place of one of them. Safe for use by several threads.
/// </summary>
/// <param name="key">Makes the pseudonyms that are not remembered.</param>
public sealed class PseudonymCache(PseudonymKey key)
{
    /// <summary>Ids remembered at most, such as those of 100,000 customers with what they pay by and where: 17 MB, and some 50 for the texts when all slots are taken.</summary>
    public const int Slots = 1 << 19;

    private const int Ways = 4;

    // Written and read without a lock: a slot that was read while another id took it does not go with its check, and costs a hash and no more.
    private readonly Slot[] _slots = new Slot[Slots];
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
        _slots[at < home + Ways ? at : home + (int)(_turn++ % Ways)] = new Slot(id, Slot.CheckOf(hash, made), made);
        return made;
    }

    private readonly record struct Slot(string? Id, ulong Check, Pseudonym Pseudonym)
    {
        public static ulong CheckOf(int hash, Pseudonym pseudonym) =>
            ((ulong)(uint)hash * 0x9E3779B97F4A7C15) ^ pseudonym.Low ^ ((ulong)(pseudonym.Value >> 64) * 0xC2B2AE3D27D4EB4F);
    }
}
