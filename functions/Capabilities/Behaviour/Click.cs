using System.Buffers;
using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Behaviour;

/// <summary>A click as the state sees it: pseudonyms for persons, euros for amounts. Reused from click to click; not thread-safe.</summary>
internal sealed class Click
{
    /// <summary>Which event it is.</summary>
    public ClickKind Kind { get; set; }

    /// <summary>The customer, else the visitor.</summary>
    public Pseudonym Visitor { get; set; }

    /// <summary>Whether <see cref="Visitor"/> is a customer.</summary>
    public bool IsCustomer { get; set; }

    /// <summary>Event time, milliseconds since the Unix epoch.</summary>
    public long AtMs { get; set; }

    /// <summary>Time of arrival by which the watermark moves, milliseconds since the Unix epoch.</summary>
    public long ArrivalMs { get; set; }

    /// <summary>The storefront.</summary>
    public CountryCode Market { get; set; }

    /// <summary>The language shown; empty when unknown.</summary>
    public string Language { get; set; } = "";

    /// <summary>Normalised search; empty for none, or where it may hold personal data.</summary>
    public string Query { get; set; } = "";

    /// <summary>Whether a search found nothing.</summary>
    public bool FoundNothing { get; set; }

    /// <summary>Amount of an order in euros.</summary>
    public double AmountEuros { get; set; }

    /// <summary>Place on the page of a list of recommendations; empty for other clicks.</summary>
    public string Source { get; set; } = "";

    /// <summary>Place of the clicked item in the list, from 0; -1 for other clicks.</summary>
    public int Position { get; set; } = -1;

    /// <summary>Stands for the list that was shown or clicked, as <see cref="TextTable.KeyOf"/> gives it; 0 where the event names none.</summary>
    public ulong List { get; set; }

    /// <summary>Keys of the items of a list that was shown, in their order.</summary>
    public List<ulong> Shown { get; } = [];

    /// <summary>The products: one of a view, all of an order.</summary>
    public List<ClickItem> Items { get; } = [];

    /// <summary>Writes the click, so that <see cref="Read"/> gives the same.</summary>
    public void Write(IBufferWriter<byte> target)
    {
        target.PutByte((byte)Kind);
        target.PutByte((byte)((IsCustomer ? 1 : 0) | (FoundNothing ? 2 : 0) | (IsOfList ? 4 : 0)));
        target.PutKey(Visitor.Value);
        target.PutLong(AtMs);
        target.PutLong(ArrivalMs);
        target.PutShort(Market.Packed);
        target.PutText(Language);
        target.PutText(Query);
        target.PutDouble(AmountEuros);
        target.PutShort((ushort)Items.Count);
        foreach (var item in Items)
        {
            target.PutText(item.Sku);
            target.PutInt(item.Quantity);
            target.PutDouble(item.PriceEuros);
            target.PutText(item.Category);
            target.PutText(item.Brand);
        }

        if (IsOfList)
        {
            target.PutText(Source);
            target.PutShort((ushort)(Position + 1));
            target.PutULong(List);
            target.PutShort((ushort)Shown.Count);
            foreach (var item in Shown)
            {
                target.PutULong(item);
            }
        }
    }

    /// <summary>Reads a click.</summary>
    public void Read(ref StateReader source, TextTable texts)
    {
        Kind = (ClickKind)source.Byte();
        var flags = source.Byte();
        (IsCustomer, FoundNothing) = ((flags & 1) != 0, (flags & 2) != 0);
        Visitor = new Pseudonym(source.Key());
        (AtMs, ArrivalMs) = (source.Long(), source.Long());
        Market = CountryCode.FromPacked(source.Short());
        (Language, Query) = (texts.StringOf(source.Text()), texts.StringOf(source.Text()));
        AmountEuros = source.Double();
        Items.Clear();
        for (int count = source.Short(); count > 0; count--)
        {
            Items.Add(new ClickItem(
                texts.StringOf(source.Text()), source.Int(), source.Double(), texts.StringOf(source.Text()), texts.StringOf(source.Text())));
        }

        (Source, Position, List) = ("", -1, 0);
        Shown.Clear();

        // Changes of before have no list, whatever their kind.
        if ((flags & 4) != 0)
        {
            (Source, Position, List) = (texts.StringOf(source.Text()), source.Short() - 1, source.ULong());
            for (int count = source.Short(); count > 0; count--)
            {
                Shown.Add(source.ULong());
            }
        }
    }

    private bool IsOfList => Kind is ClickKind.RecommendationShown or ClickKind.RecommendationClicked && Source.Length > 0;
}
