namespace XbFunctions.Capabilities.Translation;

/// <summary>
/// Leaves an engine alone that does not answer: for as long as it asks for, or for half a minute after several failures in a row. Thread-safe.
/// </summary>
/// <param name="time">The clock.</param>
public sealed class EngineCircuit(TimeProvider time)
{
    /// <summary>Failures in a row after which the engine is left alone.</summary>
    public const int FailuresToOpen = 5;

    /// <summary>How long it is left alone where it does not say itself.</summary>
    public static readonly TimeSpan OpenFor = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private int _failures;
    private DateTimeOffset _closedUntil;

    /// <summary>How long the engine is still left alone; zero where it may be asked.</summary>
    public TimeSpan Wait
    {
        get
        {
            lock (_gate)
            {
                var wait = _closedUntil - time.GetUtcNow();
                return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
            }
        }
    }

    /// <summary>The engine has answered.</summary>
    public void Succeeded()
    {
        lock (_gate)
        {
            _failures = 0;
        }
    }

    /// <summary>The engine has not answered.</summary>
    /// <param name="asked">How long it asks to be left alone; null where it does not.</param>
    public void Failed(TimeSpan? asked)
    {
        lock (_gate)
        {
            _failures++;
            if (asked is null && _failures < FailuresToOpen)
            {
                return;
            }

            var until = time.GetUtcNow() + (asked ?? OpenFor);
            (_closedUntil, _failures) = (until > _closedUntil ? until : _closedUntil, 0);
        }
    }
}
