using System.Buffers;
using System.Numerics;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Behaviour;

/// <summary>
/// How many different items were shown in one market on one day, in a kibibyte whatever their number. Sketches of several partitions and days
/// join without loss. Not thread-safe.
/// </summary>
/// <remarks>
/// HyperLogLog (Flajolet, Fusy, Gandouet, Meunier 2007) with 1,024 registers: a standard error of 1.04 / sqrt(1,024) = 3.3 %; below 2.5 items a
/// register linear counting, as section 4 there says. Keys are hashes of 64 bits, so no correction is needed at the upper end.
/// </remarks>
internal sealed class ItemSketch : IStateValue<ItemSketch>
{
    /// <summary>Registers, a byte each.</summary>
    public const int Registers = 1_024;

    private const int IndexBits = 10;
    private const double Alpha = 0.7213 / (1 + (1.079 / Registers));

    private readonly byte[] _registers = new byte[Registers];

    /// <summary>The storefront, as <c>CountryCode.Packed</c>.</summary>
    public ushort Market { get; private set; }

    /// <summary>Days since the Unix epoch.</summary>
    public int Day { get; private set; }

    /// <summary>The registers, to be joined elsewhere.</summary>
    public ReadOnlySpan<byte> Bytes => _registers;

    /// <inheritdoc/>
    public static ItemSketch Create() => new();

    /// <inheritdoc/>
    public static ItemSketch Read(ReadOnlySpan<byte> source, out int read)
    {
        var reader = new StateReader(source);
        var sketch = new ItemSketch { Market = reader.Short(), Day = reader.Int() };
        reader.Bytes(Registers).CopyTo(sketch._registers);
        read = reader.Taken;
        return sketch;
    }

    /// <inheritdoc/>
    public void Write(IBufferWriter<byte> target)
    {
        target.PutShort(Market);
        target.PutInt(Day);
        target.Write(_registers);
    }

    /// <summary>Names a sketch that is new.</summary>
    public void Name(ushort market, int day) => (Market, Day) = (market, day);

    /// <summary>Adds an item.</summary>
    /// <param name="item">Its hash, all 64 bits of it well mixed.</param>
    /// <returns>Whether the sketch changed.</returns>
    public bool Add(ulong item)
    {
        var index = (int)(item >> (64 - IndexBits));
        var rank = (byte)(BitOperations.LeadingZeroCount((item << IndexBits) | (1UL << (IndexBits - 1))) + 1);
        if (_registers[index] >= rank)
        {
            return false;
        }

        _registers[index] = rank;
        return true;
    }

    /// <summary>Joins another sketch's registers.</summary>
    /// <param name="registers">As <see cref="Bytes"/>; of another length they are passed over.</param>
    public void Join(ReadOnlySpan<byte> registers)
    {
        for (var index = 0; registers.Length == Registers && index < Registers; index++)
        {
            _registers[index] = Math.Max(_registers[index], registers[index]);
        }
    }

    /// <summary>Joins another sketch's registers.</summary>
    /// <param name="registers">As Base64; what is none is passed over.</param>
    public void Join(string registers)
    {
        var bytes = new byte[Registers];
        if (Convert.TryFromBase64String(registers, bytes, out var length) && length == Registers)
        {
            Join(bytes);
        }
    }

    /// <summary>Estimates the number of different items.</summary>
    public long Estimate()
    {
        var (sum, empty) = (0.0, 0);
        foreach (var register in _registers)
        {
            sum += Math.ScaleB(1, -register);
            empty += register == 0 ? 1 : 0;
        }

        var raw = Alpha * Registers * Registers / sum;
        return (long)Math.Round(raw <= 2.5 * Registers && empty > 0 ? Registers * Math.Log((double)Registers / empty) : raw);
    }
}
