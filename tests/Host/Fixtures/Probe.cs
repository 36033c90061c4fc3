using System.Threading.Channels;

namespace XbFunctions.Host.Tests;

/// <summary>What the functions under test tell the test.</summary>
public sealed class Probe
{
    private static readonly TimeSpan SafetyNet = TimeSpan.FromSeconds(90);
    private readonly Channel<object> _seen = Channel.CreateUnbounded<object>();

    /// <summary>Holds functions that wait for it; open it to let them go on.</summary>
    public TaskCompletionSource Gate { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Decides what a function throws on a try; <see langword="null"/> throws nothing.</summary>
    public Func<string, Exception?> Fail { get; set; } = static _ => null;

    public void Saw(object value) => _seen.Writer.TryWrite(value);

    /// <summary>The next value that a function told.</summary>
    public async Task<T> NextAsync<T>() => (T)await _seen.Reader.ReadAsync().AsTask().WaitAsync(SafetyNet);

    /// <summary>Whether there is a value that was not taken yet.</summary>
    public bool HasMore => _seen.Reader.TryPeek(out _);
}
