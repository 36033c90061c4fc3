using XbFunctions.State;

namespace XbFunctions.Xb.Bench;

/// <summary>A state to measure and the events that fill it; an event's body is the change it makes.</summary>
/// <typeparam name="TState">The state.</typeparam>
internal interface IBenchEvents<out TState>
    where TState : class, IStreamState
{
    /// <summary>An empty state.</summary>
    TState CreateState();

    /// <summary>The change that an event makes.</summary>
    /// <param name="number">Number of the event; events modulo the number of keys share a key.</param>
    byte[] Change(long number);
}
