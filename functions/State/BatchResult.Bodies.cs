using System.Buffers;

namespace XbFunctions.State;

/// <content>Bodies in short form: the payload keeps them so, and they become bodies when somebody asks for the event.</content>
public sealed partial class BatchResult
{
    private readonly List<(int Offset, int Length)> _expanded = [];
    private ArrayBufferWriter<byte> _expandedBytes = new();
    private IBodyForm? _form;

    /// <summary>Sends an event whose body is given in its short form once the batch is committed.</summary>
    /// <param name="e">The event; its body is the short form, and copied.</param>
    /// <param name="form">Makes the body of it: the same for the whole batch, and the one that <see cref="IStreamProcessor{TState}.BodyForm"/> gives.</param>
    /// <exception cref="ArgumentException">As <see cref="Publish"/>; or the batch has events of another form.</exception>
    public void PublishShort(in OutgoingEvent e, IBodyForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        if (_form is not null && _form != form)
        {
            throw new ArgumentException("The events of a batch have one short form.", nameof(form));
        }

        _form = form;
        Add(e, isShort: true);
    }

    /// <summary>Reads an event to publish back.</summary>
    /// <param name="index">From 0 to <see cref="OutputCount"/> - 1.</param>
    /// <returns>The event; its body is valid until the result is written to or reset.</returns>
    public OutgoingEvent OutputAt(int index)
    {
        var (offset, length, isShort) = _bodies[index];
        if (!isShort)
        {
            return _outputs[index] with { Body = _outputBytes.WrittenMemory.Slice(offset, length) };
        }

        while (_expanded.Count <= index)
        {
            Expand(_expanded.Count);
        }

        (offset, length) = _expanded[index];
        return _outputs[index] with { Body = _expandedBytes.WrittenMemory.Slice(offset, length) };
    }

    /// <summary>Refuses a batch whose short form nobody could read once it is committed.</summary>
    /// <param name="known">The processor's.</param>
    internal void CheckForm(IBodyForm? known)
    {
        if (_form is not null && _form != known)
        {
            throw new InvalidOperationException(
                $"The batch has events in a short form that its processor does not give as {nameof(IStreamProcessor<IStreamState>.BodyForm)}: they could not be sent again.");
        }
    }

    private void Expand(int index)
    {
        var start = _expandedBytes.WrittenCount;
        var (offset, length, isShort) = _bodies[index];
        if (isShort)
        {
            _form!.Expand(_outputs[index] with { Body = _outputBytes.WrittenMemory.Slice(offset, length) }, _expandedBytes);
        }

        _expanded.Add((start, _expandedBytes.WrittenCount - start));
    }

    private void ForgetBodies()
    {
        _bodies.Clear();
        _expanded.Clear();
        _expandedBytes = Emptied(_expandedBytes);
        _form = null;
    }
}
