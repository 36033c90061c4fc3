using System.Buffers;
using System.Buffers.Binary;

namespace XbFunctions.State;

/// <summary>The open windows of one key, in no order. Nearly always one: it lies in the table itself, others behind it.</summary>
internal struct OpenWindows<TAggregate> : IStateValue<OpenWindows<TAggregate>>
    where TAggregate : struct, IWindowAggregate<TAggregate>
{
    private const int TimesBytes = 16;
    private OpenWindow<TAggregate> _first;
    private List<OpenWindow<TAggregate>>? _more;
    private bool _hasFirst;

    public readonly int Count => _hasFirst ? 1 + (_more?.Count ?? 0) : 0;

    public OpenWindow<TAggregate> this[int index]
    {
        readonly get => index == 0 ? _first : _more![index - 1];
        set
        {
            if (index == 0)
            {
                _first = value;
            }
            else
            {
                _more![index - 1] = value;
            }
        }
    }

    public static OpenWindows<TAggregate> Create() => default;

    public static OpenWindows<TAggregate> Read(ReadOnlySpan<byte> source, out int read)
    {
        var windows = default(OpenWindows<TAggregate>);
        var count = source.Length < sizeof(int) ? -1 : BinaryPrimitives.ReadInt32LittleEndian(source);
        read = sizeof(int);
        if (count < 0 || (long)count * (TimesBytes + TAggregate.Bytes) > source.Length - read)
        {
            throw new FormatException($"windows of {TimesBytes + TAggregate.Bytes} bytes each, got {count} in {source.Length} bytes");
        }

        for (; count > 0; count--, read += TimesBytes + TAggregate.Bytes)
        {
            windows.Add(new OpenWindow<TAggregate>(
                BinaryPrimitives.ReadInt64LittleEndian(source[read..]),
                BinaryPrimitives.ReadInt64LittleEndian(source[(read + 8)..]),
                TAggregate.Read(source[(read + TimesBytes)..])));
        }

        return windows;
    }

    public readonly void Write(IBufferWriter<byte> target)
    {
        var span = target.GetSpan(sizeof(int) + (Count * (TimesBytes + TAggregate.Bytes)));
        BinaryPrimitives.WriteInt32LittleEndian(span, Count);
        var at = sizeof(int);
        for (var index = 0; index < Count; index++, at += TimesBytes + TAggregate.Bytes)
        {
            BinaryPrimitives.WriteInt64LittleEndian(span[at..], this[index].Start);
            BinaryPrimitives.WriteInt64LittleEndian(span[(at + 8)..], this[index].End);
            this[index].Aggregate.Write(span[(at + TimesBytes)..]);
        }

        target.Advance(at);
    }

    /// <summary>The same windows with other aggregates.</summary>
    public readonly OpenWindows<TOther> Select<TOther>(Func<TAggregate, TOther> selector)
        where TOther : struct, IWindowAggregate<TOther>
    {
        var others = default(OpenWindows<TOther>);
        for (var index = 0; index < Count; index++)
        {
            others.Add(new OpenWindow<TOther>(this[index].Start, this[index].End, selector(this[index].Aggregate)));
        }

        return others;
    }

    public void Add(in OpenWindow<TAggregate> window)
    {
        if (!_hasFirst)
        {
            (_first, _hasFirst) = (window, true);
        }
        else
        {
            (_more ??= []).Add(window);
        }
    }

    public void RemoveAt(int index)
    {
        var last = Count - 1;
        if (index < last)
        {
            this[index] = this[last];
        }

        if (last == 0)
        {
            (_first, _hasFirst) = (default, false);
        }
        else
        {
            _more!.RemoveAt(last - 1);
            _more = _more.Count == 0 ? null : _more;
        }
    }
}
