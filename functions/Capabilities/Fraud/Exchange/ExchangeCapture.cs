using System.Buffers;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>Sums of one partition, taken at one moment, in frames that are not packed yet. Disposed once they are.</summary>
/// <param name="tellsAll">Whether they are all that the partition tells, and not changes alone.</param>
internal sealed class ExchangeCapture(bool tellsAll) : IDisposable
{
    // A frame ends behind the record that fills it.
    private const int LastRecordBytes = 64 * 1024;
    private readonly List<RentedBuffer> _frames = [];

    /// <summary>Whether they are all that the partition tells.</summary>
    public bool TellsAll { get; } = tellsAll;

    /// <summary>The frames, one or more: kind and records.</summary>
    public IEnumerable<(ExchangeFrameKind Kind, ReadOnlyMemory<byte> Records)> Frames
    {
        get
        {
            if (_frames.Count == 0)
            {
                yield return (KindOf(0, 1), ReadOnlyMemory<byte>.Empty);
            }

            for (var i = 0; i < _frames.Count; i++)
            {
                yield return (KindOf(i, _frames.Count), _frames[i].WrittenMemory);
            }
        }
    }

    /// <summary>Where the next record goes.</summary>
    /// <param name="frameBytes">Length from which a new frame begins.</param>
    public IBufferWriter<byte> Next(int frameBytes)
    {
        if (_frames.Count == 0 || _frames[^1].WrittenCount >= frameBytes)
        {
            _frames.Add(new RentedBuffer(frameBytes + LastRecordBytes));
        }

        return _frames[^1];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _frames.ForEach(static frame => frame.Dispose());
        _frames.Clear();
    }

    private ExchangeFrameKind KindOf(int index, int count) => !TellsAll
        ? ExchangeFrameKind.Changes
        : (index == 0 ? ExchangeFrameKind.First : 0) | (index == count - 1 ? ExchangeFrameKind.Last : 0);
}
