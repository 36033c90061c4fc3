namespace XbFunctions.Training.Neural;

/// <summary>Settings of <see cref="TwoClassModel"/>.</summary>
public sealed class TwoClassModelOptions
{
    /// <summary>Width of each hidden layer.</summary>
    /// <value>Above 0 each; default 64 and 32.</value>
    public IReadOnlyList<int> Hidden { get; init; } = [64, 32];

    /// <summary>Share of each hidden layer that is dropped in training.</summary>
    /// <value>In [0, 1); default 0.2.</value>
    public double Dropout { get; init; } = 0.2;

    /// <summary>Rows of a batch.</summary>
    /// <value>Above 0; default 256.</value>
    public int BatchRows { get; init; } = 256;

    /// <summary>The training loop.</summary>
    /// <value>Default as <see cref="NetworkTrainerOptions"/> says.</value>
    public NetworkTrainerOptions Trainer { get; init; } = new();
}
