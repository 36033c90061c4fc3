namespace XbFunctions.State;

/// <summary>Reads a follower's copy of a state. Short: the copy waits meanwhile, and so does everyone else who reads this partition.</summary>
/// <typeparam name="TState">State of the followed function.</typeparam>
/// <typeparam name="TArgument">What to look for, and where to put it.</typeparam>
/// <param name="state">The copy; read it only, and keep nothing of it.</param>
/// <param name="argument">As the caller gave it.</param>
public delegate void FollowedRead<in TState, in TArgument>(TState state, TArgument argument)
    where TState : class, IStreamState
    where TArgument : allows ref struct;
