using System.Runtime.CompilerServices;

namespace XbFunctions.Contracts;

/// <summary>
/// Pseudonyms of strings that come again as the very same object, as those of an <see cref="IdInterner"/> do: found by the object alone, in one line of
/// memory, without a look at its characters. An equal text in another object is a miss and costs a look into the cache behind, no more; so does one whose
/// place another text took. Bounded: each place keeps one string alive. Not safe for several threads: one memo a partition.
/// </summary>
public sealed class PseudonymMemo
{
    /// <summary>Default number of places, as many as <see cref="IdInterner.DefaultSlots"/>: 2 MB, and at most 10 MB for texts that an interner has given up.</summary>
    public const int DefaultPlaces = IdInterner.DefaultSlots;

    // Two, of 32 bytes each, are as long as a line of memory.
    private const int Ways = 2;
    private const int MostAtOnce = 256;

    private readonly PseudonymCache _cache;
    private readonly Place[] _places;
    private readonly int _shift;
    private readonly int[] _missed = new int[MostAtOnce];
    private readonly (PseudonymKind Kind, string? Id)[] _missedIds = new (PseudonymKind, string?)[MostAtOnce];
    private readonly Pseudonym[] _made = new Pseudonym[MostAtOnce];

    /// <summary>Makes an empty memo.</summary>
    /// <param name="cache">Gives the pseudonyms that are not remembered.</param>
    /// <param name="places">Places, a power of two from 4 to 2^24.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="places"/> is no such number.</exception>
    public PseudonymMemo(PseudonymCache cache, int places = DefaultPlaces)
    {
        if (places is < 2 * Ways or > 1 << 24 || !int.IsPow2(places))
        {
            throw new ArgumentOutOfRangeException(nameof(places), places, "Places are a power of two from 4 to 2^24.");
        }

        _cache = cache;
        _places = new Place[places];
        _shift = 32 - int.Log2(places / Ways);
    }

    /// <summary>Gives the pseudonyms of several ids; those that are not remembered are looked up in the cache together.</summary>
    /// <param name="ids">What each id names, and its text.</param>
    /// <param name="pseudonyms">Destination; as long as <paramref name="ids"/>, each as <see cref="PseudonymCache.Of(PseudonymKind, string?)"/> gives it.</param>
    /// <exception cref="ArgumentOutOfRangeException">The lengths differ, or an id is longer than <see cref="IdText.MaxLength"/>.</exception>
    public void Of(ReadOnlySpan<(PseudonymKind Kind, string? Id)> ids, Span<Pseudonym> pseudonyms)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(pseudonyms.Length, ids.Length, nameof(pseudonyms));
        for (var from = 0; from < ids.Length; from += MostAtOnce)
        {
            var length = Math.Min(ids.Length - from, MostAtOnce);
            OfSome(ids.Slice(from, length), pseudonyms.Slice(from, length));
        }
    }

    /// <summary>Says whether the pseudonym of a string is remembered; for tests.</summary>
    /// <param name="kind">What the id names.</param>
    /// <param name="id">The very string.</param>
    internal bool Knows(PseudonymKind kind, string id) => TryFind(kind, id, out _);

    private void OfSome(ReadOnlySpan<(PseudonymKind Kind, string? Id)> ids, Span<Pseudonym> pseudonyms)
    {
        // No look waits for the one before it, so that the processor has several lines of memory on their way at once.
        var missed = 0;
        for (var i = 0; i < ids.Length; i++)
        {
            var (kind, id) = ids[i];
            if (string.IsNullOrEmpty(id))
            {
                pseudonyms[i] = default;
            }
            else if (!TryFind(kind, id, out pseudonyms[i]))
            {
                _missed[missed] = i;
                _missedIds[missed++] = (kind, id);
            }
        }

        if (missed == 0)
        {
            return;
        }

        _cache.Of(_missedIds.AsSpan(0, missed), _made.AsSpan(0, missed));
        for (var i = 0; i < missed; i++)
        {
            pseudonyms[_missed[i]] = _made[i];
            Keep(_missedIds[i].Kind, _missedIds[i].Id!, _made[i]);
        }
    }

    private bool TryFind(PseudonymKind kind, string id, out Pseudonym pseudonym)
    {
        var home = HomeOf(kind, id);
        ref readonly var first = ref _places[home];
        if (first.Is(kind, id))
        {
            pseudonym = first.Pseudonym;
            return true;
        }

        ref readonly var second = ref _places[home + 1];
        pseudonym = second.Pseudonym;
        return second.Is(kind, id);
    }

    // The one before goes to the second place, out of which the eldest falls.
    private void Keep(PseudonymKind kind, string id, Pseudonym pseudonym)
    {
        var home = HomeOf(kind, id);
        if (_places[home].Is(kind, id) || _places[home + 1].Is(kind, id))
        {
            // Named twice by the ids of one call.
            return;
        }

        _places[home + 1] = _places[home];
        _places[home] = new Place(id, kind, pseudonym);
    }

    // By the number that the runtime keeps with an object, drawn at random: nobody can choose texts that share a place.
    private int HomeOf(PseudonymKind kind, string id) =>
        (int)(((uint)(RuntimeHelpers.GetHashCode(id) + ((int)kind << 27)) * 0x9E3779B9) >> _shift) * Ways;

    private readonly record struct Place(string? Id, PseudonymKind Kind, Pseudonym Pseudonym)
    {
        // A string never changes, so that the object and the kind are enough.
        public bool Is(PseudonymKind kind, string id) => ReferenceEquals(Id, id) && Kind == kind;
    }
}
