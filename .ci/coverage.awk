# Sums up lcov reports.
BEGIN { FS = "[:,]" }
/^SF:/ { file = $0 }
/^DA:/ { lines[file, $2] += $3 }
/^BRDA:/ { branches[file, $2, $3, $4] += $5 }
END {
    for (key in lines) { allLines++; if (lines[key]) ranLines++ }
    for (key in branches) { allBranches++; if (branches[key]) ranBranches++ }
    if (!allLines || !allBranches) { print "No coverage was measured." > "/dev/stderr"; exit 1 }
    printf "coverage of ProviderRouter: lines %.1f %% (%d of %d), branches %.1f %% (%d of %d)\n", 100 * ranLines / allLines, ranLines, allLines, 100 * ranBranches / allBranches, ranBranches, allBranches
}
