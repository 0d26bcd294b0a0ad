@echo off
rem Drop the folder of returns on this file; the control workbook lies beside that folder.
setlocal DisableDelayedExpansion
if "%~1"=="" echo Drop the folder of returns on this file.
if not "%~1"=="" pushd "%~dp1"
if not "%~1"=="" "%~dp0program\xlkit.exe" status "%~1"
if not "%~1"=="" if not errorlevel 1 "%~dp0program\xlkit.exe" mail --chase "%~1"
if not "%~1"=="" popd
echo.
pause
