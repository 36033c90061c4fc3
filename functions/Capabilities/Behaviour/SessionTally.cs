using System.Buffers.Binary;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Behaviour;

/// <summary>What a session makes of its events; the order of the events makes no difference.</summary>
public readonly record struct SessionTally : IWindowAggregate<SessionTally>
{
    private const int HeadBytes = (12 * sizeof(int)) + (7 * sizeof(long));

    /// <summary>Events.</summary>
    public int Events { get; init; }

    /// <summary>Product pages shown.</summary>
    public int Views { get; init; }

    /// <summary>Searches.</summary>
    public int Searches { get; init; }

    /// <summary>Searches that found nothing.</summary>
    public int EmptySearches { get; init; }

    /// <summary>Times something was put into the cart.</summary>
    public int CartAdds { get; init; }

    /// <summary>Times something was taken out.</summary>
    public int CartRemoves { get; init; }

    /// <summary>Checkouts begun.</summary>
    public int Checkouts { get; init; }

    /// <summary>Orders.</summary>
    public int Orders { get; init; }

    /// <summary>Recommendations clicked.</summary>
    public int Recommended { get; init; }

    /// <summary>Cents of all orders.</summary>
    public long SpentCents { get; init; }

    /// <summary>The storefront of the earliest event, as <c>CountryCode.Packed</c>.</summary>
    public ushort Market { get; init; }

    /// <summary>Event time of the earliest event.</summary>
    public long MarketAtMs { get; init; }

    /// <summary>A bit for each item seen, by its key: the count of bits estimates how many were different (linear counting).</summary>
    public ulong ItemBits { get; init; }

    /// <summary>Lists of recommendations shown.</summary>
    public int Shown { get; init; }

    /// <summary>Product pages with a known price.</summary>
    public int PricedViews { get; init; }

    /// <summary>Cents of what was put into the cart less what was taken out, euros, as far as prices are known.</summary>
    public long CartCents { get; init; }

    /// <summary>Sum of the prices of product pages, cents, euros.</summary>
    public long ViewedCents { get; init; }

    /// <summary>Probability that an order follows in the session, as it was scored last; 0 when it never was.</summary>
    public float Intent { get; init; }

    /// <summary>Event time of the session's last event when it was scored; 0 when it never was.</summary>
    public long IntentAtMs { get; init; }

    /// <summary>The last items seen.</summary>
    public SeenItems Items { get; init; }

    /// <inheritdoc/>
    public static int Bytes => HeadBytes + SeenItems.Bytes;

    /// <inheritdoc/>
    public static SessionTally Read(ReadOnlySpan<byte> source)
    {
        var reader = new StateReader(source);
        return new SessionTally
        {
            Events = reader.Int(),
            Views = reader.Int(),
            Searches = reader.Int(),
            EmptySearches = reader.Int(),
            CartAdds = reader.Int(),
            CartRemoves = reader.Int(),
            Checkouts = reader.Int(),
            Orders = reader.Int(),
            Recommended = reader.Int(),
            Shown = reader.Int(),
            PricedViews = reader.Int(),
            Intent = BitConverter.Int32BitsToSingle(reader.Int()),
            SpentCents = reader.Long(),
            Market = (ushort)reader.Long(),
            MarketAtMs = reader.Long(),
            ItemBits = reader.ULong(),
            CartCents = reader.Long(),
            ViewedCents = reader.Long(),
            IntentAtMs = reader.Long(),
            Items = SeenItems.Read(source[HeadBytes..]),
        };
    }

    /// <inheritdoc/>
    public SessionTally Merge(in SessionTally other)
    {
        var items = Items;
        foreach (var item in other.Items)
        {
            items.Add(item);
        }

        var isScoredLater = (IntentAtMs, Intent).CompareTo((other.IntentAtMs, other.Intent)) >= 0;
        var isEarlier = (MarketAtMs, Market).CompareTo((other.MarketAtMs, other.Market)) <= 0;
        return new SessionTally
        {
            Events = Events + other.Events,
            Views = Views + other.Views,
            Searches = Searches + other.Searches,
            EmptySearches = EmptySearches + other.EmptySearches,
            CartAdds = CartAdds + other.CartAdds,
            CartRemoves = CartRemoves + other.CartRemoves,
            Checkouts = Checkouts + other.Checkouts,
            Orders = Orders + other.Orders,
            Recommended = Recommended + other.Recommended,
            Shown = Shown + other.Shown,
            PricedViews = PricedViews + other.PricedViews,
            CartCents = CartCents + other.CartCents,
            ViewedCents = ViewedCents + other.ViewedCents,
            Intent = isScoredLater ? Intent : other.Intent,
            IntentAtMs = isScoredLater ? IntentAtMs : other.IntentAtMs,
            SpentCents = SpentCents + other.SpentCents,
            Market = isEarlier ? Market : other.Market,
            MarketAtMs = isEarlier ? MarketAtMs : other.MarketAtMs,
            ItemBits = ItemBits | other.ItemBits,
            Items = items,
        };
    }

    /// <inheritdoc/>
    public void Write(Span<byte> target)
    {
        ReadOnlySpan<int> counts = [Events, Views, Searches, EmptySearches, CartAdds, CartRemoves, Checkouts, Orders, Recommended, Shown, PricedViews, BitConverter.SingleToInt32Bits(Intent)];
        ReadOnlySpan<long> longs = [SpentCents, Market, MarketAtMs, (long)ItemBits, CartCents, ViewedCents, IntentAtMs];
        var at = 0;
        foreach (var count in counts)
        {
            BinaryPrimitives.WriteInt32LittleEndian(target[at..], count);
            at += sizeof(int);
        }

        foreach (var value in longs)
        {
            BinaryPrimitives.WriteInt64LittleEndian(target[at..], value);
            at += sizeof(long);
        }

        Items.Write(target[at..]);
    }
}
