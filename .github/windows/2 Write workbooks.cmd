@echo off
rem Drop the control workbook of a round on this file: all is written beside it.
setlocal DisableDelayedExpansion
if "%~1"=="" echo Drop the control workbook of a round on this file.
if not "%~1"=="" pushd "%~dp1"
if not "%~1"=="" "%~dp0program\xlkit.exe" generate "%~1"
if not "%~1"=="" if not errorlevel 1 "%~dp0program\xlkit.exe" mail --round "%~1"
if not "%~1"=="" popd
echo.
pause
