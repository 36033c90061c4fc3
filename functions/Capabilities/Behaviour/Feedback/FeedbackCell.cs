using System.Buffers;
using System.Globalization;
using System.Text;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Behaviour;

/// <summary>Lists of recommendations of one market, hour and source: shown and clicked, by position. Not thread-safe.</summary>
internal sealed class FeedbackCell : IStateValue<FeedbackCell>
{
    /// <summary>Positions told apart; the last holds all behind it, too.</summary>
    public const int Positions = 32;

    private readonly long[] _shown = new long[Positions];
    private readonly long[] _clicked = new long[Positions];

    /// <summary>The storefront, as <c>CountryCode.Packed</c>.</summary>
    public ushort Market { get; private set; }

    /// <summary>Hours since the Unix epoch.</summary>
    public int Hour { get; private set; }

    /// <summary>Place on the page.</summary>
    public string Source { get; private set; } = "";

    /// <summary>Lists shown.</summary>
    public long Lists { get; private set; }

    /// <summary>Lists from which something was clicked, each once.</summary>
    public long ListsClicked { get; private set; }

    /// <summary>Clicks without a position.</summary>
    public long Unplaced { get; private set; }

    /// <summary>Items shown and clicked by position, as text: pairs with a colon between them, a space between two, zeros at the end left out.</summary>
    public string PositionsText
    {
        get
        {
            var text = new StringBuilder();
            var last = Positions;
            while (last > 0 && _shown[last - 1] == 0 && _clicked[last - 1] == 0)
            {
                last--;
            }

            for (var position = 0; position < last; position++)
            {
                text.Append(CultureInfo.InvariantCulture, $"{(position > 0 ? " " : "")}{_shown[position]}:{_clicked[position]}");
            }

            return text.ToString();
        }
    }

    /// <inheritdoc/>
    public static FeedbackCell Create() => new();

    /// <inheritdoc/>
    public static FeedbackCell Read(ReadOnlySpan<byte> source, out int read)
    {
        var reader = new StateReader(source);
        var cell = new FeedbackCell
        {
            Market = reader.Short(),
            Hour = reader.Int(),
            Source = Encoding.UTF8.GetString(reader.Text()),
            Lists = reader.Long(),
            ListsClicked = reader.Long(),
            Unplaced = reader.Long(),
        };
        int positions = reader.Byte();
        if (positions > Positions)
        {
            throw new FormatException($"{Positions} positions at most, got {positions}");
        }

        for (var position = 0; position < positions; position++)
        {
            (cell._shown[position], cell._clicked[position]) = (reader.Long(), reader.Long());
        }

        read = reader.Taken;
        return cell;
    }

    /// <inheritdoc/>
    public void Write(IBufferWriter<byte> target)
    {
        target.PutShort(Market);
        target.PutInt(Hour);
        target.PutText(Source);
        target.PutLong(Lists);
        target.PutLong(ListsClicked);
        target.PutLong(Unplaced);
        target.PutByte(Positions);
        for (var position = 0; position < Positions; position++)
        {
            target.PutLong(_shown[position]);
            target.PutLong(_clicked[position]);
        }
    }

    /// <summary>Names a cell that is new.</summary>
    public void Name(ushort market, int hour, string source) => (Market, Hour, Source) = (market, hour, source);

    /// <summary>Counts a list.</summary>
    /// <param name="items">Its length.</param>
    public void AddShown(int items)
    {
        Lists++;
        for (var position = 0; position < items; position++)
        {
            _shown[Math.Min(position, Positions - 1)]++;
        }
    }

    /// <summary>Counts a click.</summary>
    /// <param name="position">Where, from 0; below 0 where the event does not say.</param>
    /// <param name="isFirst">Whether it is the first of its list.</param>
    public void AddClicked(int position, bool isFirst)
    {
        ListsClicked += isFirst ? 1 : 0;
        if (position < 0)
        {
            Unplaced++;
        }
        else
        {
            _clicked[Math.Min(position, Positions - 1)]++;
        }
    }
}
