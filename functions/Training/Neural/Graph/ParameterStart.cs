namespace XbFunctions.Training.Neural;

/// <summary>How a weight's values start: a constant, or normal random numbers.</summary>
/// <param name="Mean">The constant, or the mean.</param>
/// <param name="Deviation">Standard deviation; 0 for a constant.</param>
internal readonly record struct ParameterStart(double Mean, double Deviation)
{
    /// <summary>All values 0.</summary>
    public static ParameterStart Zeros => default;

    /// <summary>All values 1.</summary>
    public static ParameterStart Ones => new(1, 0);

    /// <summary>Normal random numbers around 0.</summary>
    /// <param name="deviation">Standard deviation.</param>
    public static ParameterStart Normal(double deviation) => new(0, deviation);

    /// <summary>Keeps the variance of a layer's answers and gradients (Glorot and Bengio, AISTATS 2010, equation 12).</summary>
    /// <param name="inputs">Values that each output sums over.</param>
    /// <param name="outputs">Outputs that each input goes to.</param>
    public static ParameterStart Glorot(long inputs, long outputs) => new(0, Math.Sqrt(2.0 / (inputs + outputs)));
}
