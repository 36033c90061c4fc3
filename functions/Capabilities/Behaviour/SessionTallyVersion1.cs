using XbFunctions.State;

namespace XbFunctions.Capabilities.Behaviour;

/// <summary>A session as state of version 1 has it: without carts' amounts, prices, shown lists and intent. Only read.</summary>
/// <param name="Tally">What it says, the rest being 0.</param>
internal readonly record struct SessionTallyVersion1(SessionTally Tally) : IWindowAggregate<SessionTallyVersion1>
{
    private const int HeadBytes = (9 * sizeof(int)) + (4 * sizeof(long));

    /// <inheritdoc/>
    public static int Bytes => HeadBytes + SeenItems.Bytes;

    /// <inheritdoc/>
    public static SessionTallyVersion1 Read(ReadOnlySpan<byte> source)
    {
        var reader = new StateReader(source);
        return new SessionTallyVersion1(new SessionTally
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
            SpentCents = reader.Long(),
            Market = (ushort)reader.Long(),
            MarketAtMs = reader.Long(),
            ItemBits = reader.ULong(),
            Items = SeenItems.Read(source[HeadBytes..]),
        });
    }

    /// <inheritdoc/>
    public SessionTallyVersion1 Merge(in SessionTallyVersion1 other) => new(Tally.Merge(other.Tally));

    /// <inheritdoc/>
    public void Write(Span<byte> target) => throw new NotSupportedException("Sessions of version 1 are read only.");
}
