using System.Buffers.Binary;
using XbFunctions.State;

namespace XbFunctions.Xb.Bench;

/// <summary>Velocity windows by key: a state as a streaming function would have it.</summary>
/// <param name="keys">Most keys.</param>
internal sealed class VelocityBenchState(int keys) : IStreamState
{
    /// <summary>Bytes of a change: key, time, amount.</summary>
    public const int ChangeBytes = 20;

    private readonly KeyedTable<VelocityBytes> _table = new(keys);

    /// <inheritdoc/>
    public void Apply(ReadOnlySpan<byte> change)
    {
        var time = BinaryPrimitives.ReadInt64LittleEndian(change[8..]);
        ref var windows = ref _table.Touch(BinaryPrimitives.ReadUInt64LittleEndian(change), time);
        WindowSet.Velocity.Add(windows, time, BinaryPrimitives.ReadSingleLittleEndian(change[16..]));
    }

    /// <inheritdoc/>
    public IStateCapture Capture() => new TaggedCapture(1, _table.Capture());

    /// <inheritdoc/>
    public void Load(ReadOnlySpan<byte> snapshot) => _table.Load(snapshot[TaggedCapture.HeadBytes..]);
}
