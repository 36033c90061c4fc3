using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;

namespace XbFunctions.State;

/// <content>Events to publish: those that are given whole, and those that are changes as well.</content>
public sealed partial class BatchResult
{
    // Without its body where it is given whole; nothing until it is made where it is a change.
    private readonly List<OutgoingEvent> _outputs = [];
    private readonly List<(int Offset, int Length)> _bodies = [];

    // Place of the change that an output is, or -1.
    private readonly List<int> _published = [];
    private ArrayBufferWriter<byte> _madeBytes = new();
    private ArrayBufferWriter<byte> _outputBytes = new();
    private IOutputForm? _form;
    private int _firstPublished = -1;
    private int _lastPublished = -1;

    /// <summary>Events to publish.</summary>
    public int OutputCount => _outputs.Count;

    /// <summary>The events to publish as <see cref="OutputAt"/> gives them.</summary>
    internal IReadOnlyList<OutgoingEvent> Outputs { get; }

    /// <summary>For each output the place of the change that it is; below 0 for one that was given whole.</summary>
    internal ReadOnlySpan<int> PublishedChanges => CollectionsMarshal.AsSpan(_published);

    /// <summary>How many outputs are changes.</summary>
    internal int PublishedCount { get; private set; }

    internal ReadOnlySpan<byte> OutputBytes => _outputBytes.WrittenSpan;

    /// <summary>Sends an event once the batch is committed.</summary>
    /// <param name="e">The event; its body is copied.</param>
    /// <exception cref="ArgumentException">The hub, partition key, id or type is empty, or the lookup key is empty instead of null; or a partition is named, which a
    /// journal does not keep.</exception>
    public void Publish(in OutgoingEvent e)
    {
        Check(e);
        WriteText(_outputBytes, e.Hub);
        WriteUtf8(_outputBytes, e.PartitionKey.Utf8);
        WriteUtf8(_outputBytes, e.EventId.Utf8);
        WriteText(_outputBytes, e.EventType);

        // An absent lookup key is written as an empty one, which cannot be given.
        WriteText(_outputBytes, e.LookupKey ?? string.Empty);
        VarInt.Write(_outputBytes, (uint)e.Body.Length);
        _bodies.Add((_outputBytes.WrittenCount, e.Body.Length));
        _outputBytes.Write(e.Body.Span);
        _outputs.Add(e with { Body = default });
        _published.Add(-1);
    }

    /// <summary>Records a change in the place kept for it, and sends the event that it is once the batch is committed.</summary>
    /// <param name="index">The place, from <see cref="ReserveChange"/>; behind those of changes published before.</param>
    /// <param name="change">The capability's own bytes, copied.</param>
    /// <param name="form">Makes the event of it: the same for the whole batch, and the one that <see cref="IStreamProcessor{TState}.OutputForm"/> gives.</param>
    /// <exception cref="ArgumentException">The place is not reserved or before another, or the batch has events of another form.</exception>
    public void PublishChange(int index, ReadOnlySpan<byte> change, IOutputForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        if (_form is not null && _form != form)
        {
            throw new ArgumentException("The events of a batch that are changes have one form.", nameof(form));
        }

        if (index <= _lastPublished)
        {
            throw new ArgumentException($"Change {index} is published after change {_lastPublished}; expected the order of their places.", nameof(index));
        }

        _bodies.Add(Fill(index, change));
        _outputs.Add(default);
        _published.Add(index);
        (_form, _firstPublished, _lastPublished) = (form, _firstPublished < 0 ? index : _firstPublished, index);
        PublishedCount++;
    }

    /// <summary>Reads an event to publish back.</summary>
    /// <param name="index">From 0 to <see cref="OutputCount"/> - 1.</param>
    /// <returns>The event; its texts and body are valid until the result is written to or reset.</returns>
    public OutgoingEvent OutputAt(int index)
    {
        ref var output = ref CollectionsMarshal.AsSpan(_outputs)[index];
        if (_published[index] < 0)
        {
            return output with { Body = Slice(_outputBytes, _bodies[index]) };
        }

        if (output.Hub is null)
        {
            output = _form!.Make(Slice(_changeBytes, _bodies[index]), Slice(_changeBytes, _changes[_firstPublished]), _madeBytes);
            Check(output);
        }

        return output;
    }

    /// <summary>Refuses a batch whose events nobody could make again once it is committed.</summary>
    /// <param name="known">The processor's form.</param>
    internal void CheckForm(IOutputForm? known)
    {
        if (_form is not null && _form != known)
        {
            throw new InvalidOperationException(
                $"The batch has events of a form that its processor does not give as {nameof(IStreamProcessor<IStreamState>.OutputForm)}: they could not be sent again.");
        }
    }

    private static ReadOnlyMemory<byte> Slice(ArrayBufferWriter<byte> bytes, (int Offset, int Length) part) =>
        bytes.WrittenMemory.Slice(part.Offset, part.Length);

    private void ForgetOutputs()
    {
        _published.Clear();
        _outputs.Clear();
        _bodies.Clear();
        (_firstPublished, _lastPublished, PublishedCount) = (-1, -1, 0);
        _madeBytes = Emptied(_madeBytes);
        _outputBytes = Emptied(_outputBytes);
        _form = null;
    }

    private static void Check(in OutgoingEvent e)
    {
        ArgumentException.ThrowIfNullOrEmpty(e.Hub);
        BatchPayload.CheckHub(e.Hub);
        ArgumentException.ThrowIfNullOrEmpty(e.EventType);
        if (e.PartitionKey.IsEmpty || e.EventId.IsEmpty)
        {
            throw new ArgumentException("The partition key or the id of an output is empty.", nameof(e));
        }

        if (e.PartitionId is not null)
        {
            throw new ArgumentException("An output of a batch goes to the partition of its key; a journal keeps no other.", nameof(e));
        }

        if (e.LookupKey is not null)
        {
            ArgumentException.ThrowIfNullOrEmpty(e.LookupKey);
        }
    }

    private static void WriteText(ArrayBufferWriter<byte> target, string text)
    {
        VarInt.Write(target, (uint)Encoding.UTF8.GetByteCount(text));
        Encoding.UTF8.GetBytes(text, target);
    }

    private static void WriteUtf8(ArrayBufferWriter<byte> target, ReadOnlySpan<byte> text)
    {
        VarInt.Write(target, (uint)text.Length);
        target.Write(text);
    }
}
