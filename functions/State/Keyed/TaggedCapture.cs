using System.Buffers;

namespace XbFunctions.State;

/// <summary>
/// The captures of a state's several parts as one: each piece begins with the state's format version and the number of the part.
/// </summary>
public sealed class TaggedCapture : IStateCapture
{
    /// <summary>Bytes before each part's own: the version and the part's number.</summary>
    public const int HeadBytes = 2;

    private readonly byte _version;
    private readonly IReadOnlyList<IStateCapture> _parts;
    private readonly ArrayBufferWriter<byte> _piece = new();
    private int _current;

    /// <summary>Joins captures.</summary>
    /// <param name="version">Format version of the state's bytes.</param>
    /// <param name="parts">At most 256 captures, taken at one moment; disposed with this one.</param>
    public TaggedCapture(byte version, params IReadOnlyList<IStateCapture> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(parts.Count, byte.MaxValue + 1, nameof(parts));
        (_version, _parts) = (version, parts);
    }

    /// <inheritdoc/>
    public int WaitingBytes => _parts.Sum(static part => part.WaitingBytes);

    /// <inheritdoc/>
    public bool TryWriteNext(IBufferWriter<byte> target, int bytesWanted)
    {
        ArgumentNullException.ThrowIfNull(target);
        _piece.ResetWrittenCount();
        for (; _current < _parts.Count; _current++)
        {
            var part = Fullest();
            if (_parts[part].TryWriteNext(_piece, bytesWanted))
            {
                target.Write([_version, (byte)part]);
                target.Write(_piece.WrittenSpan);
                return true;
            }
        }

        return false;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var part in _parts)
        {
            part.Dispose();
        }
    }

    /// <summary>The part with the most bytes waiting, so that none piles up behind the others; the current one when none has any.</summary>
    private int Fullest()
    {
        var fullest = _current;
        for (var part = 0; part < _parts.Count; part++)
        {
            fullest = _parts[part].WaitingBytes > _parts[fullest].WaitingBytes ? part : fullest;
        }

        return fullest;
    }
}
