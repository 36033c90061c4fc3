namespace XbFunctions.Xb.Simulation;

/// <summary>The simulation cannot start: an option is out of range, or this machine lacks something it needs.</summary>
public sealed class SimulationException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">One sentence for the person at the command line: what, expected and got.</param>
    public SimulationException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception with its cause.</summary>
    /// <param name="message">One sentence for the person at the command line: what, expected and got.</param>
    /// <param name="innerException">The cause.</param>
    public SimulationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
