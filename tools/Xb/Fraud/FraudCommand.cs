using System.CommandLine;

namespace XbFunctions.Xb.Fraud;

/// <summary><c>xb fraud</c>: the fraud model's life after its first training.</summary>
internal static class FraudCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create() => new(
        "fraud",
        """
        Retrain the fraud model from archived decisions and labels, promote and roll back, and look into what was decided.

        Examples:
          xb fraud retrain --once
          xb fraud promote
          xb fraud rollback
          xb fraud verify --from 2026-03-01 --to 2026-03-07
        """)
    {
        RetrainCommand.Create(),
        PromoteCommand.Create(),
        RollbackCommand.Create(),
        RerunCommand.Create(),
        VerifyCommand.Create(),
        DriftCommand.Create(),
        FairnessCommand.Create(),
    };
}
