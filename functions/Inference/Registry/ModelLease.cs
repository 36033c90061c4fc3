namespace XbFunctions.Inference;

/// <summary>The right to use a model for a while: a swap in the meantime leaves it open until the lease is disposed. One a batch.</summary>
public sealed class ModelLease : IDisposable
{
    private readonly SharedModel _shared;
    private int _released;

    internal ModelLease(SharedModel shared) => _shared = shared;

    /// <summary>The model; not to be used, nor disposed, after the lease.</summary>
    public ScoringModel Model => _shared.Model;

    /// <summary>Gives the model back; a second call does nothing.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _released, 1) == 0)
        {
            _shared.Release();
        }
    }
}
