using System.Buffers;
using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Behaviour;

/// <summary>What is known of one visitor or customer. Not thread-safe.</summary>
public sealed class Visitor : IStateValue<Visitor>
{
    /// <summary>Recent items kept.</summary>
    public const int RecentItems = 20;

    /// <summary>Bought items kept.</summary>
    public const int BoughtItems = 40;

    /// <summary>Keys kept of each affinity.</summary>
    public const int Affinities = 8;

    private const int CustomerFlag = 1;

    // Visitors written before had no bought items, nor this flag.
    private const int BoughtFlag = 2;
    private const long WeekMs = 7 * 86_400_000L;
    private readonly List<SeenItem> _recent = [];
    private readonly List<SeenItem> _bought = [];

    /// <summary>Stands for the customer or visitor; the default for one that is new.</summary>
    public Pseudonym Key { get; private set; }

    /// <summary>Whether this is a customer.</summary>
    public bool IsCustomer { get; private set; }

    /// <summary>Counts up with every change that is published.</summary>
    public int Version { get; private set; }

    /// <summary>Event time of the first event, milliseconds since the Unix epoch.</summary>
    public long FirstSeenMs { get; private set; } = long.MaxValue;

    /// <summary>Event time of the last event.</summary>
    public long LastSeenMs { get; private set; }

    /// <summary>Events.</summary>
    public int Events { get; private set; }

    /// <summary>Sessions closed.</summary>
    public int Sessions { get; private set; }

    /// <summary>Orders.</summary>
    public int Orders { get; private set; }

    /// <summary>Pieces ordered.</summary>
    public int Units { get; private set; }

    /// <summary>Cents of all orders, euros.</summary>
    public long SpentCents { get; private set; }

    /// <summary>Event time of the last order; 0 for none.</summary>
    public long LastOrderMs { get; private set; }

    /// <summary>Weeks since the first one in which there was an event, a bit each, for 64 weeks.</summary>
    public ulong Weeks { get; private set; }

    /// <summary>Until when events of this visitor are left out as a bot's; 0 for a person.</summary>
    public long BotUntilMs { get; private set; }

    /// <summary>The items seen last, newest first, each once.</summary>
    public IReadOnlyList<SeenItem> Recent => _recent;

    /// <summary>The items bought last, newest first, each once.</summary>
    public IReadOnlyList<SeenItem> Bought => _bought;

    /// <summary>Decayed weights of markets, by <c>CountryCode.Packed</c>.</summary>
    public DecayedScores Markets { get; private set; } = new();

    /// <summary>Decayed weights of languages, by key in the state's texts.</summary>
    public DecayedScores Languages { get; private set; } = new();

    /// <summary>Decayed weights of categories, likewise.</summary>
    public DecayedScores Categories { get; private set; } = new();

    /// <summary>Decayed weights of brands, likewise.</summary>
    public DecayedScores Brands { get; private set; } = new();

    /// <summary>Decayed weights of price bands: band n holds prices from 2^(n-1) to below 2^n euros.</summary>
    public DecayedScores PriceBands { get; private set; } = new();

    private double _level;
    private long _levelAtMs;

    /// <inheritdoc/>
    public static Visitor Create() => new();

    /// <inheritdoc/>
    public static Visitor Read(ReadOnlySpan<byte> source, out int read)
    {
        var reader = new StateReader(source);
        var (key, flags) = (new Pseudonym(reader.Key()), reader.Byte());
        var visitor = new Visitor
        {
            Key = key,
            IsCustomer = (flags & CustomerFlag) != 0,
            Version = reader.Int(),
            FirstSeenMs = reader.Long(),
            LastSeenMs = reader.Long(),
            Events = reader.Int(),
            Sessions = reader.Int(),
            Orders = reader.Int(),
            Units = reader.Int(),
            SpentCents = reader.Long(),
            LastOrderMs = reader.Long(),
            Weeks = reader.ULong(),
            BotUntilMs = reader.Long(),
            _level = reader.Double(),
            _levelAtMs = reader.Long(),
        };
        ReadItems(ref reader, visitor._recent);
        if ((flags & BoughtFlag) != 0)
        {
            ReadItems(ref reader, visitor._bought);
        }

        read = reader.Taken;
        visitor.Markets = ReadScores(source, ref read);
        visitor.Languages = ReadScores(source, ref read);
        visitor.Categories = ReadScores(source, ref read);
        visitor.Brands = ReadScores(source, ref read);
        visitor.PriceBands = ReadScores(source, ref read);
        return visitor;
    }

    /// <summary>Number of the price band of a price.</summary>
    /// <param name="euros">The price, above 0.</param>
    public static ulong PriceBandOf(double euros) => (ulong)Math.Clamp(Math.Floor(Math.Log2(euros)) + 1, 0, 40);

    /// <inheritdoc/>
    public void Write(IBufferWriter<byte> target)
    {
        target.PutKey(Key.Value);
        target.PutByte((byte)((IsCustomer ? CustomerFlag : 0) | BoughtFlag));
        target.PutInt(Version);
        target.PutLong(FirstSeenMs);
        target.PutLong(LastSeenMs);
        target.PutInt(Events);
        target.PutInt(Sessions);
        target.PutInt(Orders);
        target.PutInt(Units);
        target.PutLong(SpentCents);
        target.PutLong(LastOrderMs);
        target.PutULong(Weeks);
        target.PutLong(BotUntilMs);
        target.PutDouble(_level);
        target.PutLong(_levelAtMs);
        foreach (var list in (List<SeenItem>[])[_recent, _bought])
        {
            target.PutByte((byte)list.Count);
            foreach (var item in list)
            {
                target.PutULong(item.Key);
                target.PutLong(item.AtMs);
            }
        }

        Markets.Write(target);
        Languages.Write(target);
        Categories.Write(target);
        Brands.Write(target);
        PriceBands.Write(target);
    }

    /// <summary>Names a visitor that is new.</summary>
    internal void Begin(Pseudonym key, bool isCustomer) => (Key, IsCustomer) = (key, isCustomer);

    /// <summary>
    /// Whether an event is a bot's: more page requests than <see cref="BehaviourOptions.BotBurst"/> and <see cref="BehaviourOptions.BotRate"/>
    /// allow (a leaky bucket in event time), or a visitor that was one lately.
    /// </summary>
    internal bool IsBot(Click click, BehaviourOptions options)
    {
        if (click.Kind is ClickKind.ProductViewed or ClickKind.SearchPerformed)
        {
            var drained = Math.Max(0, click.AtMs - _levelAtMs) / 1_000.0 * options.BotRate;
            _level = Math.Max(0, _level - drained) + 1;
            _levelAtMs = Math.Max(_levelAtMs, click.AtMs);
            if (_level > options.BotBurst)
            {
                MarkBot(click.AtMs, options);
                return true;
            }
        }

        if (BotUntilMs <= click.AtMs)
        {
            return false;
        }

        MarkBot(click.AtMs, options);
        return true;
    }

    /// <summary>Leaves the visitor out from now on.</summary>
    internal void MarkBot(long atMs, BehaviourOptions options) =>
        BotUntilMs = Math.Max(BotUntilMs, atMs + (long)options.BotMemory.TotalMilliseconds);

    /// <summary>Adds an event of a person.</summary>
    /// <returns>The number of the week since the first one, when this is its first event; -1 otherwise.</returns>
    internal int Add(Click click, TextTable texts, BehaviourOptions options)
    {
        FirstSeenMs = Math.Min(FirstSeenMs, click.AtMs);
        LastSeenMs = Math.Max(LastSeenMs, click.AtMs);
        Events++;
        if (click.Kind == ClickKind.OrderCompleted)
        {
            Orders++;
            SpentCents += (long)Math.Round(click.AmountEuros * 100);
            LastOrderMs = Math.Max(LastOrderMs, click.AtMs);
            Units += click.Items.Sum(static item => item.Quantity);
        }

        var halfLifeMs = options.AffinityHalfLife.TotalMilliseconds;
        var weight = DecayedScores.Of(ClickWeights.Of(click.Kind), click.AtMs, halfLifeMs);
        Markets.Add(click.Market.Packed, weight, Affinities);
        if (click.Language.Length > 0)
        {
            Languages.Add(texts.Add(click.Language), weight, Affinities);
        }

        foreach (var item in click.Items)
        {
            Add(item, weight, click.AtMs, texts);
            if (click.Kind == ClickKind.OrderCompleted)
            {
                Keep(_bought, new SeenItem(TextTable.KeyOf(item.Sku), click.AtMs), BoughtItems);
            }
        }

        var week = Math.Max(0, click.AtMs - FirstSeenMs) / WeekMs;
        if (week > 63 || (Weeks & (1UL << (int)week)) != 0)
        {
            return -1;
        }

        Weeks |= 1UL << (int)week;
        return (int)week;
    }

    /// <summary>Counts a session that has closed.</summary>
    internal void AddSession() => Sessions++;

    /// <summary>Makes a new version, to be published.</summary>
    internal void NextVersion() => Version++;

    /// <summary>Carries the person over to another pseudonym.</summary>
    internal void Rename(Pseudonym key) => Key = key;

    /// <summary>Takes over what another pseudonym of the same person did; what both count is added up.</summary>
    internal void Absorb(Visitor other)
    {
        FirstSeenMs = Math.Min(FirstSeenMs, other.FirstSeenMs);
        LastSeenMs = Math.Max(LastSeenMs, other.LastSeenMs);
        (Events, Sessions, Orders, Units) = (Events + other.Events, Sessions + other.Sessions, Orders + other.Orders, Units + other.Units);
        (SpentCents, LastOrderMs) = (SpentCents + other.SpentCents, Math.Max(LastOrderMs, other.LastOrderMs));
        Markets.Add(other.Markets, Affinities);
        Languages.Add(other.Languages, Affinities);
        Categories.Add(other.Categories, Affinities);
        Brands.Add(other.Brands, Affinities);
        PriceBands.Add(other.PriceBands, Affinities);
        foreach (var item in other._recent)
        {
            Keep(_recent, item, RecentItems);
        }

        foreach (var item in other._bought)
        {
            Keep(_bought, item, BoughtItems);
        }
    }

    private void Add(in ClickItem item, double weight, long atMs, TextTable texts)
    {
        Keep(_recent, new SeenItem(TextTable.KeyOf(item.Sku), atMs), RecentItems);
        if (item.Category.Length > 0)
        {
            Categories.Add(texts.Add(item.Category), weight, Affinities);
        }

        if (item.Brand.Length > 0)
        {
            Brands.Add(texts.Add(item.Brand), weight, Affinities);
        }

        if (item.PriceEuros > 0)
        {
            PriceBands.Add(PriceBandOf(item.PriceEuros), weight, Affinities);
        }
    }

    private static void Keep(List<SeenItem> list, SeenItem item, int most)
    {
        var known = list.FindIndex(seen => seen.Key == item.Key);
        if (known >= 0)
        {
            item = item with { AtMs = Math.Max(item.AtMs, list[known].AtMs) };
            list.RemoveAt(known);
        }

        var place = list.FindIndex(seen => seen.AtMs < item.AtMs || (seen.AtMs == item.AtMs && seen.Key > item.Key));
        list.Insert(place < 0 ? list.Count : place, item);
        if (list.Count > most)
        {
            list.RemoveAt(most);
        }
    }

    private static void ReadItems(ref StateReader reader, List<SeenItem> items)
    {
        for (int count = reader.Byte(); count > 0; count--)
        {
            items.Add(new SeenItem(reader.ULong(), reader.Long()));
        }
    }

    private static DecayedScores ReadScores(ReadOnlySpan<byte> source, ref int read)
    {
        var scores = DecayedScores.Read(source[read..], out var taken);
        read += taken;
        return scores;
    }
}
