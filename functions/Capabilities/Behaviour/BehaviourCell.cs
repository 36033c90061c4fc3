using System.Buffers;
using System.Text;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Behaviour;

/// <summary>Counts of one market and period: of a funnel's hour, a search on a day, or a cohort's week. Not thread-safe.</summary>
public sealed class BehaviourCell : IStateValue<BehaviourCell>
{
    /// <summary>Counts in a cell.</summary>
    public const int Counts = 6;

    private readonly long[] _counts = new long[Counts];

    /// <summary>The storefront, as <c>CountryCode.Packed</c>.</summary>
    public ushort Market { get; private set; }

    /// <summary>Hours, days or weeks since the Unix epoch.</summary>
    public int Period { get; private set; }

    /// <summary>Weeks since a cohort's first; 0 elsewhere.</summary>
    public int Offset { get; private set; }

    /// <summary>What was searched for; empty elsewhere.</summary>
    public string Text { get; private set; } = "";

    /// <summary>One of the counts.</summary>
    /// <param name="index">Which, below <see cref="Counts"/>.</param>
    public long this[int index] => _counts[index];

    /// <inheritdoc/>
    public static BehaviourCell Create() => new();

    /// <inheritdoc/>
    public static BehaviourCell Read(ReadOnlySpan<byte> source, out int read)
    {
        var reader = new StateReader(source);
        var cell = new BehaviourCell
        {
            Market = reader.Short(),
            Period = reader.Int(),
            Offset = reader.Int(),
            Text = Encoding.UTF8.GetString(reader.Text()),
        };
        for (var index = 0; index < Counts; index++)
        {
            cell._counts[index] = reader.Long();
        }

        read = reader.Taken;
        return cell;
    }

    /// <inheritdoc/>
    public void Write(IBufferWriter<byte> target)
    {
        target.PutShort(Market);
        target.PutInt(Period);
        target.PutInt(Offset);
        target.PutText(Text);
        foreach (var count in _counts)
        {
            target.PutLong(count);
        }
    }

    /// <summary>Key of a cell.</summary>
    internal static ulong KeyOf(ushort market, int period, int offset, ulong text) =>
        text ^ (((ulong)market << 40) + ((ulong)(uint)period << 8) + (uint)offset) * 0x9E3779B97F4A7C15UL;

    /// <summary>Adds to the counts of a cell, naming it when it is new.</summary>
    internal void Add(ushort market, int period, int offset, string text, params ReadOnlySpan<long> counts)
    {
        (Market, Period, Offset, Text) = (market, period, offset, text);
        for (var index = 0; index < counts.Length; index++)
        {
            _counts[index] += counts[index];
        }
    }
}
